"""The file of a backup: a plain tar whose last member tells the size and the SHA-256 of all the others.

    manifest.json       what made it, and the migrations that its tables stand at
    secret-key          the signing key, unless the operator gives it by the environment
    tables/<name>.gz    one table, as PostgreSQL's COPY writes it in text
    files/<name>        one stored file
    contents.json       what is above, to the byte: a backup without it was cut short

Everything is read and written as a stream: the memory that it takes does not grow with what it holds.
"""

import gzip
import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

FORMAT, VERSION = "cordee-backup", 1
MANIFEST, KEY, CONTENTS = "manifest.json", "secret-key", "contents.json"
TABLES, FILES = "tables/", "files/"
CHUNK = 1024 * 1024
LARGEST_NOTE = 64 * CHUNK  # bytes of a JSON member: more is not ours


class BackupError(Exception):
    """What is wrong with a backup or with where it should go, in a sentence; nothing was changed."""


@dataclass
class Contents:
    """What a backup holds: per member its size and hash, per table its rows."""

    members: dict[str, tuple[int, str]]
    rows: dict[str, int]
    missing: list[str]  # files that the database names and the storage did not have

    @property
    def files(self) -> int:
        """How many stored files."""
        return sum(name.startswith(FILES) for name in self.members)


class Measured(io.RawIOBase):
    """Passes a stream on, hashing and counting what goes through. Raises BackupError where a member ends too early."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source, self.sha, self.size = source, hashlib.sha256(), 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        try:
            data = self.source.read(size)
        except tarfile.TarError as error:
            raise BackupError(f"The backup is damaged or cut short ({error}). Use another copy.") from None
        self.sha.update(data)
        self.size += len(data)
        return data

    def told(self) -> tuple[int, str]:
        return self.size, self.sha.hexdigest()


class Packer:
    """Writes the members of a backup one after the other."""

    def __init__(self, out: IO[bytes], *, at: float, folder: Path) -> None:
        self._tar = tarfile.open(fileobj=out, mode="w|", bufsize=CHUNK)  # noqa: SIM115 (closed by ``finish``)
        self._at, self._folder = at, folder
        self.contents = Contents({}, {}, [])

    def add(self, name: str, source: IO[bytes], size: int) -> None:
        """A member of ``size`` bytes. Raises BackupError when the source holds fewer."""
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = size, int(self._at), 0o600
        measured = Measured(source)
        try:
            self._tar.addfile(info, measured)
        except OSError as error:
            if measured.size < size and "end of data" in str(error):
                raise BackupError(
                    f"{name} became shorter while it was read: take the backup again."
                ) from None
            raise
        self.contents.members[name] = measured.told()

    def add_note(self, name: str, value: Any) -> None:
        """A small member, as JSON."""
        data = json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False).encode()
        self.add(name, io.BytesIO(data), len(data))

    @contextmanager
    def spooled(self, name: str) -> Iterator[IO[bytes]]:
        """A member whose size is known at its end only: written to the disk first, compressed."""
        with tempfile.TemporaryFile(dir=self._folder) as spool:
            with gzip.GzipFile(fileobj=spool, mode="wb", compresslevel=5, mtime=0, filename="") as squeezed:
                yield squeezed  # type: ignore[misc]
            size = spool.tell()
            spool.seek(0)
            self.add(name, spool, size)

    def finish(self) -> None:
        """Write what was written: only now is the backup whole."""
        told = self.contents
        self.add_note(CONTENTS, {"members": told.members, "rows": told.rows, "missing": told.missing})
        self._tar.close()


@contextmanager
def new_file(path: Path) -> Iterator[tuple[IO[bytes], Path]]:
    """A file that only its owner reads, there under its name only once it is whole and on the disk.

    Gives the open file and where it stands until then.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as out:
            yield out, part
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def members(path: Path) -> Iterator[tuple[str, int, Measured]]:
    """The members in their order: name, size, content, which must be read before the next one is asked for.

    Raises BackupError where the file ends too early or is no tar.
    """
    try:
        with tarfile.open(path, mode="r|", bufsize=CHUNK) as tar:
            for info in tar:
                content = tar.extractfile(info) if info.isfile() else None
                if content is None:
                    raise BackupError(f"{path.name} is not a backup of Cordée: it holds {info.name!r}.")
                yield info.name, info.size, Measured(content)
    except (tarfile.TarError, EOFError) as error:
        raise BackupError(f"{path.name} is damaged or cut short ({error}).") from None


def check(path: Path, progress: Callable[[int], None] = lambda done: None) -> tuple[dict[str, Any], Contents]:
    """Read a backup from end to end; returns its manifest and contents.

    Raises BackupError unless each member is there, to the byte.
    """
    manifest: dict[str, Any] = {}
    told: Contents | None = None
    found: dict[str, tuple[int, str]] = {}
    done = 0
    for name, size, content in members(path):
        if name in (MANIFEST, CONTENTS):
            value = _note(path, name, size, content)
            if name == CONTENTS:
                told = _contents(path, value)
                continue
            manifest = value
        else:
            while content.read(CHUNK):
                pass
        if told or name in found:
            raise BackupError(f"{path.name} is not a backup of Cordée: {name!r} is out of its place.")
        found[name] = content.told()
        done += size
        progress(done)
    if not manifest or manifest.get("format") != FORMAT:
        raise BackupError(f"{path.name} is not a backup of Cordée.")
    if manifest.get("version") != VERSION:
        raise BackupError(f"{path.name} was made by another version of Cordée's backup: update Cordée first.")
    if told is None:
        raise BackupError(f"{path.name} is cut short: its end is missing. Use another copy.")
    for name, expected in told.members.items():
        if found.get(name) != expected:
            raise BackupError(f"{path.name} is damaged: {name} is not what was written. Use another copy.")
    return manifest, told


def _note(path: Path, name: str, size: int, content: Measured) -> dict[str, Any]:
    if size > LARGEST_NOTE:
        raise BackupError(f"{path.name} is not a backup of Cordée: {name} is too large.")
    try:
        value = json.loads(content.read())
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise BackupError(f"{path.name} is damaged: {name} cannot be read. Use another copy.")
    return value


def _contents(path: Path, value: dict[str, Any]) -> Contents:
    try:
        members_told = {str(name): (int(size), str(sha)) for name, (size, sha) in value["members"].items()}
        return Contents(
            members_told, {str(k): int(v) for k, v in value["rows"].items()}, list(value["missing"])
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise BackupError(f"{path.name} is damaged: its table of contents cannot be read.") from None
