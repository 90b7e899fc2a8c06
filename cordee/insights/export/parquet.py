"""Parquet through DuckDB, which is loaded only by whoever exports: its extensions are those built into it."""

import errno
import os
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from cordee.insights.export.columns import COLUMNS, DAY
from cordee.insights.export.store import BUCKET, Fingerprint

MEMORY = "1GB"
_PARQUET = "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 50000"
_IN_ORDER = "SELECT * FROM read_parquet(?, hive_partitioning = false) ORDER BY position"
_LINE = 2 * 1024 * 1024  # bytes of a line, at least
_AT_ONCE = 50_000


@dataclass(frozen=True)
class Written:
    """A file that was written, not yet under its name. ``day`` is the name of its folder."""

    part: Path
    day: str
    rows: int
    first: int
    last: int


class Engine:
    """A DuckDB of this run, whose work that does not fit into memory goes to ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._duck = duckdb.connect(
            config={
                "memory_limit": MEMORY,
                "temp_directory": str(folder),
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
            }
        )
        self._duck.execute("SET TimeZone = 'UTC'; SET preserve_insertion_order = true")

    def close(self) -> None:
        """Let go of its memory."""
        self._duck.close()

    def fingerprints(self, files: Sequence[str]) -> dict[int, Fingerprint]:
        """Which places files have, by bucket."""
        if not files:
            return {}
        rows = self._all(
            "SELECT position // ?, count(*), bit_xor(position), min(position), max(position) "
            "FROM read_parquet(?, hive_partitioning = false) GROUP BY 1",
            [BUCKET, list(files)],
        )
        return {row[0]: Fingerprint(*row[1:]) for row in rows}

    def places(self, files: Sequence[str], first: int, last: int) -> Generator[int, None, None]:
        """The places that files have between two, in order."""
        if not files:
            return
        rows = self._run(
            "SELECT position FROM read_parquet(?, hive_partitioning = false) WHERE position BETWEEN ? AND ? ORDER BY 1",
            [list(files), first, last],
        )
        while some := rows.fetchmany(_AT_ONCE):
            for (place,) in some:
                yield place

    def holding(self, files: Sequence[str], places: Iterable[int]) -> list[str]:
        """Which of the files have any of the places."""
        wanted = sorted(set(places))
        if not wanted or not files:
            return []
        rows = self._all(
            "SELECT DISTINCT filename FROM read_parquet(?, hive_partitioning = false, filename = true) "
            "WHERE position IN (SELECT unnest(?::BIGINT[]))",
            [list(files), wanted],
        )
        return [name for (name,) in rows]

    def write(self, lines: Path, names: Sequence[str], longest: int, into: Path) -> list[Written]:
        """Lines of text (tabs between columns) as Parquet, a file or more a day."""
        line = max(_LINE, longest + 1024)
        types = {name: "DATE" if name == DAY else COLUMNS[name] for name in names}
        source = (
            f"read_csv({_text(lines)}, header = false, auto_detect = false, delim = '\t', quote = '', escape = '', "
            f"new_line = '\\n', nullstr = '', max_line_size = {line}, buffer_size = {16 * line}, "
            f"columns = {_struct(types)})"
        )
        self._run(
            f"COPY (SELECT * FROM {source}) TO {_text(into)} ({_PARQUET}, PARTITION_BY ({DAY}))"  # noqa: S608
        )
        return self._written(into)

    def copy(self, rows: Path, types: Mapping[str, str], part: Path) -> int:
        """A CSV file as one Parquet file; how many rows it has."""
        source = (
            f"read_csv({_text(rows)}, header = false, auto_detect = false, columns = {_struct(dict(types))})"
        )
        self._run(f"COPY (SELECT * FROM {source}) TO {_text(part)} ({_PARQUET})")  # noqa: S608
        return int(self._all("SELECT count(*) FROM read_parquet(?)", [str(part)])[0][0])

    def merge(self, files: Sequence[str], into: Path) -> Written:
        """Several files of a day as one."""
        into.mkdir(parents=True)
        part = into / "merged.parquet"
        self._run(
            f"COPY ({_IN_ORDER}) TO {_text(part)} ({_PARQUET})",
            [list(files)],
        )
        day = Path(files[0]).parent.name
        ((_name, rows, first, last),) = self._told([part])
        return Written(part, day, rows, first, last)

    def _written(self, into: Path) -> list[Written]:
        parts = sorted(into.glob("*/*.parquet"))
        return [
            Written(Path(name), Path(name).parent.name, rows, first, last)
            for name, rows, first, last in (self._told(parts) if parts else [])
        ]

    def _told(self, parts: Sequence[Path]) -> list[tuple[str, int, int, int]]:
        return self._all(
            "SELECT filename, count(*), min(position), max(position) "
            "FROM read_parquet(?, hive_partitioning = false, filename = true) GROUP BY 1 ORDER BY 1",
            [[str(one) for one in parts]],
        )

    def _all(self, query: str, values: Sequence[Any] = ()) -> list[Any]:
        return self._run(query, values).fetchall()

    def _run(self, query: str, values: Sequence[Any] = ()) -> "duckdb.DuckDBPyConnection":
        """A query on a cursor of its own: reading places goes on while another asks."""
        try:
            return self._duck.cursor().execute(query, list(values))
        except duckdb.IOException as error:
            raise _of_the_system(error) from error


def _of_the_system(error: Exception) -> Exception:
    """A full disk and a folder that cannot be written, as Python says them."""
    words = str(error)
    for number in (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS):
        if os.strerror(number) in words:
            return OSError(number, os.strerror(number))
    return error


def _text(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"


def _struct(types: dict[str, str]) -> str:
    return "{" + ", ".join(f"{_text(name)}: {_text(kind)}" for name, kind in types.items()) + "}"
