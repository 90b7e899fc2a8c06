"""The same five figures from DuckDB and from Spark over the same files; and how fast records leave as Parquet."""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from cordee.bench.site import Site
from cordee.launch.place import ROOT, Home
from cordee.launch.postgres import Server

SCOPES = ("organisation", "space")
Rows = list[tuple[Any, ...]]


def run(
    site: Site, folder: Path, *, rows: int, statements: int, spark: Path | None, tell: Callable[[str], None]
) -> str:
    """Two tables: the figures of ``rows`` acts on each engine, and the export of ``statements`` from PostgreSQL."""
    return figures(folder, rows=rows, spark=spark, tell=tell) + "\n\n" + export(site, statements, tell)


def figures(folder: Path, *, rows: int, spark: Path | None, tell: Callable[[str], None]) -> str:
    """Make the files, ask both engines, compare to the last bit."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cordee.bench.settings")
    django.setup()
    from cordee.bench.making import UNTIL, make_acts
    from cordee.insights.models import Scope
    from cordee.insights.portable.dialects import sql
    from cordee.insights.portable.expressions import figures as expressions
    from cordee.insights.portable.expressions import told

    to = folder / f"acts-{rows}"
    shutil.rmtree(to, ignore_errors=True)
    tell(f"making {rows:,} acts")
    began = time.perf_counter()
    make_acts(to, rows)
    made = time.perf_counter() - began
    size = sum(one.stat().st_size for one in to.rglob("*.parquet")) / 1e6
    asked = {scope: expressions(Scope(scope), date.fromisoformat(UNTIL)) for scope in SCOPES}

    def queries(engine: str) -> list[str]:
        return [sql(one, engine) for each in asked.values() for one in each.values()]

    def answers(given: list[tuple[float, Rows]]) -> dict[str, tuple[float, Rows]]:
        found: dict[str, tuple[float, Rows]] = {}
        rest = iter(given)
        for scope, each in asked.items():
            parts = [(name, *next(rest)) for name in each]
            lines = sorted(line for name, _seconds, rows in parts for line in told(name, rows))
            found[scope] = sum(seconds for _name, seconds, _rows in parts), lines
        return found

    tell("asking DuckDB")
    duck, spark_says = answers(_duckdb(to, queries("duckdb"))), None
    if spark:
        tell("asking Spark")
        spark_says = answers(_spark(spark, to, queries("pyspark")))
    lines = [
        f"{rows:,} acts and who belonged where, {size:,.0f} MB of Parquet by day, made in {made:.0f} s.",
        "",
        "| five figures of | rows | DuckDB s | Spark (local) s | equal |",
        "| --- | --- | --- | --- | --- |",
    ]
    for scope, (seconds, found) in duck.items():
        cells = "not asked | -"
        if spark_says:
            others, same = spark_says[scope]
            cells = f"{others:.2f} | {'yes, to the last bit' if same == found else 'NO'}"
        lines.append(f"| {scope} | {len(found):,} | {seconds:.2f} | {cells} |")
    lines += ["", "| figure of the organisation | of | DuckDB | Spark |", "| --- | --- | --- | --- |"]
    for place, (_place, name, _version, count, of, value) in enumerate(duck["organisation"][1]):
        there = f"{spark_says['organisation'][1][place][5]:.6f}" if spark_says else "-"
        lines.append(f"| {name}: {count:,} | {of:,} | {value:.6f} | {there} |")
    shutil.rmtree(to)
    return "\n".join(lines)


def export(site: Site, statements: int, tell: Callable[[str], None]) -> str:
    """Fill a record store, export it, export it again with a hundredth more."""
    Home(site.folder).prepare()
    site.command("migrate", "--no-input")
    site.command("load-demo") if not (site.folder / "prepared").exists() else None
    (site.folder / "prepared").write_text("demo")
    to = site.folder / "exported"
    shutil.rmtree(to, ignore_errors=True)
    lines = [
        "| export of statements from PostgreSQL | statements | s | a second |",
        "| --- | --- | --- | --- |",
    ]
    for name, size in (("all", statements), ("a hundredth more", statements + statements // 100)):
        tell(f"filling up to {size:,} statements")
        _fill(site, size)
        began = time.perf_counter()
        said = site.command("export-records", "--to", str(to))
        seconds = time.perf_counter() - began
        added = int(said.strip().splitlines()[-1].split(": ")[1].split()[0].replace(",", ""))
        lines.append(f"| {name} | {added:,} | {seconds:.1f} | {added / seconds:,.0f} |")
    return "\n".join(lines)


def _fill(site: Site, size: int) -> None:
    if site.database:
        site.inside("cordee.bench.filling", str(size), DATABASE_URL=site.database)
        return
    server = Server(site.folder / "postgres")
    server.enter()
    try:
        site.inside("cordee.bench.filling", str(size), DATABASE_URL=server.url())
    finally:
        server.leave()


def _duckdb(to: Path, queries: list[str]) -> list[tuple[float, Rows]]:
    import duckdb

    from cordee.insights.portable.dialects import view

    duck = duckdb.connect()
    for name, source in _sources(to).items():
        duck.execute(f"CREATE VIEW {name} AS {view(name, source, 'duckdb')}")
    answers = []
    for query in queries:
        began = time.perf_counter()
        rows = sorted(duck.execute(query).fetchall())
        answers.append((time.perf_counter() - began, rows))
    return answers


def _sources(to: Path) -> dict[str, str]:
    return {
        "acts": f"read_parquet('{to}/acts/*/*.parquet', hive_partitioning = true)",
        "presences": f"read_parquet('{to}/presences/*.parquet')",
    }


def _spark(python: Path, to: Path, queries: list[str]) -> list[tuple[float, Rows]]:
    from cordee.insights.portable.dialects import view

    names = ("acts", "presences")
    asked = {
        "cores": os.cpu_count() or 1,
        "folders": {f"{name}_files": str(to / name) for name in names},
        "views": {name: view(name, f"{name}_files", "pyspark") for name in names},
        "queries": queries,
    }
    script = ROOT / "cordee" / "bench" / "spark.py"
    done = subprocess.run(
        [str(python), str(script)], input=json.dumps(asked), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"Spark failed:\n{done.stderr[-2_000:]}")
    told = json.loads(done.stdout[done.stdout.index("[{") :])
    return [(one["seconds"], sorted(tuple(row) for row in one["rows"])) for one in told]
