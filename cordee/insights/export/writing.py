"""Statements on their way into files: gathered as lines, a chunk at a time, and made Parquet beside the gathering."""

from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from cordee.insights.export.columns import Flattening, Row
from cordee.insights.export.folder import File, Folder
from cordee.insights.export.parquet import Engine, Written

CHUNK = 100_000  # statements
LARGEST = 256 * 1024 * 1024  # bytes of the lines of a chunk


class Writer:
    """Takes rows in any number. ``written`` is told of the files of each chunk, in the thread that adds.

    Memory holds no chunk: its lines wait on the disk, one chunk beside the one that becomes Parquet.
    """

    def __init__(
        self, folder: Folder, engine: Engine, flattening: Flattening, written: Callable[[list[File]], None]
    ) -> None:
        self._folder, self._engine, self._flattening = folder, engine, flattening
        self._written = written
        self._pool = ThreadPoolExecutor(1)
        self._waiting: Future[list[File]] | None = None
        self._chunk: Chunk | None = None
        self._number = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=True)

    def add(self, rows: Iterable[Row]) -> None:
        """Take rows. Raises OSError."""
        for row in rows:
            if self._chunk is None:
                self._number += 1
                self._chunk = Chunk(self._folder.unfinished / f"chunk-{self._number}")
            self._chunk.add(self._flattening.line(row))
            if self._chunk.count >= CHUNK or self._chunk.size >= LARGEST:
                self._hand_on()

    def finish(self) -> None:
        """Write what is left, and wait for it. Raises OSError."""
        self._hand_on()
        self._settle()

    def _hand_on(self) -> None:
        self._settle()
        if self._chunk:
            self._chunk.close()
            self._waiting = self._pool.submit(self._appear, self._chunk)
            self._chunk = None

    def _settle(self) -> None:
        if self._waiting:
            files, self._waiting = self._waiting.result(), None
            self._written(files)

    def _appear(self, chunk: "Chunk") -> list[File]:
        return [
            kept(self._folder, one, self._folder.new_name(one.day))
            for one in chunk.convert(self._engine, self._flattening.names)
        ]


class Chunk:
    """Lines that wait to become Parquet."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._out: IO[str] = path.open("w", encoding="utf-8", newline="")
        self.count = self.size = self._longest = 0

    def add(self, line: str) -> None:
        """One more line. Raises OSError."""
        length = self._out.write(line) + self._out.write("\n")
        self.count, self.size, self._longest = self.count + 1, self.size + length, max(self._longest, length)

    def close(self) -> None:
        """No more lines. Raises OSError."""
        self._out.close()

    def convert(self, engine: Engine, names: tuple[str, ...]) -> list[Written]:
        """Its lines as Parquet; they are forgotten. Raises OSError."""
        self.close()
        into = self._path.with_suffix(".days")
        # A character has up to four bytes.
        written = engine.write(self._path, names, self._longest * 4, into) if self.count else []
        self._path.unlink()
        return written


def kept(folder: Folder, written: Written, name: str) -> File:
    """A file under its name."""
    return folder.keep(written.part, name, rows=written.rows, first=written.first, last=written.last)


def rewrite(
    folder: Folder, engine: Engine, flattening: Flattening, name: str, rows: Iterable[Row]
) -> list[File]:
    """Put ``rows`` in the place of a file: under its name, at once; where there are none it goes. Raises OSError."""
    chunk = Chunk(folder.unfinished / "again")
    for row in rows:
        chunk.add(flattening.line(row))
    files: list[File] = []
    for one in chunk.convert(engine, flattening.names):
        takes_over = not files and one.day == Path(name).parent.name
        files.append(kept(folder, one, name if takes_over else folder.new_name(one.day)))
    if all(one.path != name for one in files):
        folder.full(name).unlink()
    return files
