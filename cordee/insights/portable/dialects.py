"""An expression as SQL of an engine. Only the compilers of Ibis are needed, none of its connections."""

from collections.abc import Mapping
from typing import Any

import ibis
import ibis.config
import ibis.expr.types as ir

from cordee.insights.portable.tables import ACTS, MOMENTS, PRESENCES


class _Spark(ibis.config.Config):  # type: ignore[misc]
    """What the compiler asks for, which Ibis itself sets only where pyspark is installed."""

    treat_nan_as_null: bool = False


def _compilers() -> Mapping[str, Any]:
    from ibis.backends.sql import compilers

    ibis.options.pyspark = ibis.options.pyspark or _Spark()
    return {
        "postgres": compilers.PostgresCompiler,
        "duckdb": compilers.DuckDBCompiler,
        "pyspark": compilers.PySparkCompiler,
        "clickhouse": compilers.ClickHouseCompiler,
    }


def sql(expression: ir.Table, engine: str) -> str:
    """The query, about tables ``acts`` and ``presences``."""
    compiler = _compilers()[engine]()
    text: str = compiler.to_sqlglot(expression).sql(dialect=compiler.dialect)
    return text


_MOMENTS = {
    "postgres": "(extract(epoch FROM {}) * 1000000)::bigint",
    "duckdb": "epoch_us({})",
    "pyspark": "unix_micros({})",
}


def on_postgres(expression: ir.Table) -> str:
    """The query about the tables of the product."""
    acts, presences = (
        view("acts", "insights_act", "postgres"),
        view("presences", "insights_presence", "postgres"),
    )
    whole = sql(expression, "postgres")
    rest = ", " + whole[5:] if whole.startswith("WITH ") else " " + whole
    return f"WITH acts AS NOT MATERIALIZED ({acts}), presences AS NOT MATERIALIZED ({presences}){rest}"


def view(table: str, source: str, engine: str) -> str:
    """What ``acts`` or ``presences`` is on an engine: a SELECT from the product's table, or from files of an export."""
    quote = "`" if engine == "pyspark" else '"'
    given = []
    for column, kind in {"acts": ACTS, "presences": PRESENCES}[table].items():
        name = f"{quote}{column}{quote}"
        if column in MOMENTS:
            given.append(f"{_MOMENTS[engine].format(name)} AS {name}")
        elif kind == "string":
            given.append(f"CAST({name} AS {'text' if engine == 'postgres' else 'string'}) AS {name}")
        else:
            given.append(name)
    return f"SELECT {', '.join(given)} FROM {source}"  # noqa: S608 (names are this package's own)
