"""The folder of an export: its manifest, which names each file that counts, and what a killed run left in it."""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import orjson
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict
from cordee.insights.export.columns import VERSION

RECORDS, ACTS = "cordee-records", "cordee-acts"
MANIFEST, UNFINISHED, LOCK = "_manifest.json", "_unfinished", "_lock"
_BLOCK = 1024 * 1024


@dataclass
class File:
    """A file that is whole: its rows are those statements, and no other file has them.

    ``version`` is that of the columns; of a file of acts, what tells their state from any other.
    """

    path: str
    rows: int
    bytes: int
    sha256: str
    first: int
    last: int
    version: str = VERSION


@dataclass
class Manifest:
    """What an export holds. Nothing counts but what is named here.

    ``key`` tells this export from others of the same installation. ``changes_from``: changes of statements since then are
    not in it yet.
    """

    format: str
    organisation: str
    raw: bool
    people: bool
    key: str = field(default_factory=lambda: uuid4().hex)
    number: int = 0
    changes_from: datetime | None = None
    finished_at: datetime | None = None
    files: dict[str, File] = field(default_factory=dict)

    @property
    def statements(self) -> int:
        """How many there are."""
        return sum(one.rows for one in self.files.values())


class Folder:
    """A folder that one run at a time writes into."""

    def __init__(self, path: Path, manifest: Manifest) -> None:
        self.path, self.manifest = path, manifest
        self.unfinished = path / UNFINISHED

    def full(self, name: str) -> Path:
        """Where a file of the manifest stands."""
        return self.path / name

    def paths(self, names: Iterable[str] | None = None) -> list[str]:
        """Where files stand, for DuckDB; all of them by default."""
        return [str(self.path / name) for name in (self.manifest.files if names is None else names)]

    def new_name(self, day: str) -> str:
        """A name for a file of a day that no other has had."""
        self.manifest.number += 1
        return f"{day}/part-{self.manifest.number:06d}.parquet"

    def keep(self, part: Path, name: str, *, rows: int, first: int, last: int) -> File:
        """Let a file that is whole appear under its name. The manifest names it later: until then it does not count."""
        size, digest = measured(part)
        target = self.full(name)
        target.parent.mkdir(exist_ok=True)
        part.replace(target)
        _sync(target.parent)
        return File(name, rows, size, digest, first, last)

    def write_manifest(self) -> None:
        """Say what the folder holds, at once or not at all."""
        manifest = self.manifest
        told = asdict(manifest) | {
            "version": 1,
            "statements": manifest.statements,
            "files": [asdict(one) for one in manifest.files.values()],
        }
        part = self.unfinished / MANIFEST
        with part.open("wb") as out:
            out.write(orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS))
            out.flush()
            os.fsync(out.fileno())
        part.replace(self.path / MANIFEST)
        _sync(self.path)

    def clean(self, *, thoroughly: bool = False) -> int:
        """Forget files that are not as the manifest says, delete ours that it does not name; how many.

        ``thoroughly``: every byte is read. Otherwise a file counts as whole when its size is right.
        """
        files = self.manifest.files
        bad = [name for name, one in files.items() if not self._is_whole(one, thoroughly)]
        for name in bad:
            del files[name]
        if bad:
            self.write_manifest()
        unnamed = {self._name(one) for one in self.path.glob("day=*/part-*.parquet")} - files.keys()
        for name in unnamed:
            self.full(name).unlink()
        return len(unnamed | set(bad))

    def finish(self, now: datetime) -> None:
        """The folder is what the store was at ``now``."""
        for day in self.path.glob("day=*"):
            if not any(day.iterdir()):
                day.rmdir()
        self.manifest.finished_at = now
        self.write_manifest()

    def _is_whole(self, file: File, thoroughly: bool) -> bool:
        path = self.full(file.path)
        try:
            if path.stat().st_size != file.bytes:
                return False
        except FileNotFoundError:
            return False
        return not thoroughly or measured(path, durably=False)[1] == file.sha256

    def _name(self, path: Path) -> str:
        return str(path.relative_to(self.path))


@contextmanager
def opened(
    path: Path, *, format: str, organisation: str, raw: bool = True, people: bool = True
) -> Iterator[Folder]:
    """The folder, made where there is none. Raises Conflict where it is another's, and OSError."""
    path.mkdir(parents=True, exist_ok=True)
    kept = _read(path)
    if kept is None and any(one.name not in (LOCK, UNFINISHED) for one in path.iterdir()):
        raise Conflict(_("%(folder)s holds something else: choose an empty folder.") % {"folder": path})
    manifest = kept or Manifest(format, organisation, raw, people)
    if manifest.format != format:
        raise Conflict(_("%(folder)s holds something else: choose an empty folder.") % {"folder": path})
    if manifest.organisation != organisation:
        raise Conflict(
            _("%(folder)s holds the records of another installation: choose another folder.")
            % {"folder": path}
        )
    if (manifest.raw, manifest.people) != (raw, people):
        raise Conflict(
            _(
                "%(folder)s was written with other columns (%(columns)s): use the same options, or another folder."
            )
            % {"folder": path, "columns": _options(manifest)}
        )
    with _alone(path):
        folder = Folder(path, manifest)
        shutil.rmtree(folder.unfinished, ignore_errors=True)
        folder.unfinished.mkdir()
        if kept is None:
            folder.write_manifest()
        try:
            yield folder
        finally:
            shutil.rmtree(folder.unfinished, ignore_errors=True)


def measured(path: Path, *, durably: bool = True) -> tuple[int, str]:
    """The size and the SHA-256 of a file, once it is on the disk."""
    with path.open("rb") as file:
        if durably:
            os.fsync(file.fileno())
        digest = hashlib.sha256()
        while block := file.read(_BLOCK):
            digest.update(block)
        return file.tell(), digest.hexdigest()


def _read(path: Path) -> Manifest | None:
    try:
        told: dict[str, Any] = orjson.loads((path / MANIFEST).read_bytes())
        if told["version"] != 1:
            raise KeyError("version")
        files = [File(**one) for one in told["files"]]
        moments = {
            name: datetime.fromisoformat(told[name]) if told[name] else None
            for name in ("changes_from", "finished_at")
        }
        return Manifest(
            format=told["format"],
            organisation=told["organisation"],
            raw=told["raw"],
            people=told["people"],
            key=told["key"],
            number=told["number"],
            files={one.path: one for one in files},
            **moments,
        )
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        raise Conflict(
            _("%(file)s cannot be read: delete the folder, or choose another.") % {"file": path / MANIFEST}
        ) from None


def _options(manifest: Manifest) -> str:
    options = [(manifest.raw, "--without-raw"), (manifest.people, "--without-people")]
    return " ".join(name for kept, name in options if not kept) or "raw, people"


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold the folder; the lock goes with the process. Raises Conflict."""
    with (path / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Conflict(_("Another export is writing into %(folder)s.") % {"folder": path}) from None
        yield


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
