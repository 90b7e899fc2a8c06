"""Five figures as expressions that run wherever there is SQL: PostgreSQL, DuckDB over Parquet, Spark.

Names and versions are those of ``insights.definitions``; what the product counts (``insights.counting``) is counted here
the same way, and a test holds the two together.
"""
