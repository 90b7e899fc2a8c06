"""Queries in, rows and seconds out, as JSON: for the Python of an environment that has Spark (requirements/spark.txt).

It imports nothing of Cordée.
"""

import json
import sys
import time


def main() -> None:
    """Read ``{"views": {name: SELECT}, "queries": [SELECT, …]}``; write ``[{"seconds": …, "rows": [[…]]}, …]``."""
    from pyspark.sql import SparkSession

    asked = json.load(sys.stdin)
    spark = (
        SparkSession.builder.master(f"local[{asked['cores']}]")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.driver.memory", "4g")
        .config("spark.sql.shuffle.partitions", "8")
        .config("spark.ui.enabled", "false")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    for name, folder in asked["folders"].items():
        spark.read.parquet(folder).createOrReplaceTempView(name)
    for name, query in asked["views"].items():
        spark.sql(query).createOrReplaceTempView(name)
    answers = []
    for query in asked["queries"]:
        began = time.perf_counter()
        rows = [list(row) for row in spark.sql(query).collect()]
        answers.append({"seconds": time.perf_counter() - began, "rows": rows})
    json.dump(answers, sys.stdout)
    spark.stop()


if __name__ == "__main__":
    main()
