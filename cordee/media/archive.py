"""Opening what people bring: a folder, a zip, a tar or a single file, as one tree of names, with bounds.

Nothing is unpacked beside its reading: each part is a stream of bounded length. Names that climb out, links and
devices are left out and said; a bomb is refused before it is read whole.
"""

import bz2
import gzip
import lzma
import os
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, Protocol, cast

from django.utils.translation import gettext as _

from cordee.core.errors import Invalid

MOST_PARTS = 50_000
LARGEST_WHOLE = 4 * 1024**3  # bytes unpacked
LARGEST_TEXT = 64 * 1024**2  # bytes of one part that is read into memory
_BLOCK = 1024**2
_PRESSED = {b"\x1f\x8b": gzip.open, b"BZh": bz2.open, b"\xfd7zXZ": lzma.open}
MOST_BLOWN_UP = 200  # unpacked bytes for one packed, beyond 50 MB


# What reading a damaged archive raises, whatever its kind.
DAMAGE = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    gzip.BadGzipFile,
    EOFError,
)


class Broken(Invalid):
    """The file cannot be read."""


class Archive(Protocol):
    """A tree of parts, named by their path with slashes."""

    names: list[str]
    left_out: list[str]
    path: Path | None  # where it stands as a zip that may be kept as it is

    def size(self, name: str) -> int:
        """Bytes of a part; raises KeyError."""

    def open(self, name: str) -> AbstractContextManager[BinaryIO]:
        """A part as a stream; raises KeyError, Broken."""


def read(archive: Archive, name: str, most: int = LARGEST_TEXT) -> bytes:
    """A part, whole. Raises KeyError, Broken (over ``most`` bytes, or damaged)."""
    if archive.size(name) > most:
        raise Broken(_("“%(name)s” is larger than %(most)s MB.") % {"name": name, "most": most // 1024**2})
    try:
        with archive.open(name) as stream:
            content = stream.read(most + 1)
    except (OSError, RuntimeError, NotImplementedError, *DAMAGE):
        raise Broken(_("“%(name)s” is damaged.") % {"name": name}) from None
    if len(content) > most:
        raise Broken(_("“%(name)s” is larger than it says.") % {"name": name})
    return content


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """What stands at ``path``: a folder, an archive, else that one file. Raises Broken."""
    if path.is_dir():
        yield _Folder(path)
        return
    if not path.is_file():
        raise Broken(_("There is no such file."))
    if not path.stat().st_size:
        raise Broken(_("This file is empty."))
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as whole:
                yield _Zip(whole, path)
            return
        with _unpressed(path) as plain:
            if tarfile.is_tarfile(plain):
                plain.seek(0)
                with tarfile.open(fileobj=plain) as whole:
                    yield _Tar(whole, path.stat().st_size)
                return
    except DAMAGE:
        raise Broken(_("This archive is damaged: make or download it again.")) from None
    with path.open("rb") as file:
        if file.read(4) == b"PK\x03\x04":  # a zip whose end is missing
            raise Broken(_("This archive is damaged: make or download it again."))
    yield _Single(path)


def unwrapped(archive: Archive) -> Iterator[Archive]:
    """The tree, then the tree inside the folder that holds everything, as often as there is one."""
    yield archive
    parents = [PurePosixPath(name).parent for name in archive.names]
    common = PurePosixPath(os.path.commonpath(parents)) if parents else PurePosixPath()
    for depth in range(1, len(common.parts) + 1):
        yield _Inside(archive, "/".join(common.parts[:depth]) + "/")


def safe(name: str) -> str | None:
    """The name as a path inside; None where it climbs out or is none."""
    name = name.replace("\\", "/")
    parts = [part for part in name.split("/") if part not in ("", ".")]
    if not parts or name.startswith("/") or ".." in parts or ":" in parts[0] or "\0" in name:
        return None
    return "/".join(parts)


class _Zip:
    def __init__(self, whole: zipfile.ZipFile, path: Path) -> None:
        self._whole, self.left_out = whole, []
        self._parts: dict[str, zipfile.ZipInfo] = {}
        infos = whole.infolist()
        _check_bounds(len(infos), sum(info.file_size for info in infos), path.stat().st_size)
        for info in infos:
            name = safe(info.filename)
            link = (info.external_attr >> 16) & 0o170000 == 0o120000
            if name is None or link or info.flag_bits & 1:
                self.left_out.append(info.filename)
            elif not info.is_dir() and not _junk(name):
                self._parts[name] = info
        self.names = list(self._parts)
        self.path = None if self.left_out else path

    def size(self, name: str) -> int:
        return self._parts[name].file_size

    def open(self, name: str) -> AbstractContextManager[BinaryIO]:
        return cast(AbstractContextManager[BinaryIO], self._whole.open(self._parts[name]))


class _Tar:
    path: Path | None = None

    def __init__(self, whole: tarfile.TarFile, packed: int) -> None:
        self._whole, self.left_out = whole, []
        self._parts: dict[str, tarfile.TarInfo] = {}
        count, unpacked = 0, 0
        # The list of parts is only known by reading on: the bounds are asked at each.
        for info in whole:
            count, unpacked = count + 1, unpacked + info.size
            _check_bounds(count, unpacked, packed)
            name = safe(info.name)
            if name is None or not (info.isfile() or info.isdir()):
                self.left_out.append(info.name)
            elif info.isfile() and not _junk(name):
                self._parts[name] = info
        self.names = list(self._parts)

    def size(self, name: str) -> int:
        return self._parts[name].size

    def open(self, name: str) -> AbstractContextManager[BinaryIO]:
        stream = self._whole.extractfile(self._parts[name])
        if stream is None:
            raise KeyError(name)
        return cast(AbstractContextManager[BinaryIO], stream)


class _Folder:
    path: Path | None = None

    def __init__(self, root: Path) -> None:
        self._root, self.left_out = root, []
        self.names = []
        for path in sorted(root.rglob("*")):
            name = path.relative_to(root).as_posix()
            if path.is_symlink():
                self.left_out.append(name)
            elif path.is_file() and not _junk(name) and "/.git" not in f"/{name}":
                self.names.append(name)
        self._known = set(self.names)
        _check_bounds(len(self.names), 0, 0)

    def size(self, name: str) -> int:
        return self._at(name).stat().st_size

    def open(self, name: str) -> AbstractContextManager[BinaryIO]:
        return self._at(name).open("rb")

    def _at(self, name: str) -> Path:
        """Only what was found: a name that a manifest gives may lead elsewhere."""
        if name not in self._known:
            raise KeyError(name)
        return self._root / name


class _Inside:
    path: Path | None = None

    def __init__(self, whole: Archive, top: str) -> None:
        self._whole, self._top = whole, top
        self.names = [name.removeprefix(top) for name in whole.names]
        self.left_out = whole.left_out

    def size(self, name: str) -> int:
        return self._whole.size(self._top + name)

    def open(self, name: str) -> AbstractContextManager[BinaryIO]:
        return self._whole.open(self._top + name)


class _Single:
    path: Path | None = None

    def __init__(self, path: Path) -> None:
        self._path, self.names = path, [path.name]
        self.left_out: list[str] = []

    def size(self, name: str) -> int:
        if name not in self.names:
            raise KeyError(name)
        return self._path.stat().st_size

    def open(self, name: str) -> AbstractContextManager[BinaryIO]:
        if name not in self.names:
            raise KeyError(name)
        return self._path.open("rb")


@contextmanager
def _unpressed(path: Path) -> Iterator[BinaryIO]:
    """The file; where it is compressed as a whole, what it unpacks to, on disk for the time of the block.

    Parts of a tar are read in any order: going back in a compressed stream would read it from its beginning each time.
    """
    with path.open("rb") as packed:
        start = packed.read(6)
        packed.seek(0)
        opener: Any = next((found for magic, found in _PRESSED.items() if start.startswith(magic)), None)
        if opener is None:
            yield packed
            return
        with opener(packed) as stream, tempfile.TemporaryFile() as plain:
            unpacked, size = 0, path.stat().st_size
            while block := _next_block(stream):
                unpacked += len(block)
                _check_bounds(1, unpacked, size)
                plain.write(block)
            plain.seek(0)
            yield cast(BinaryIO, plain)


def _next_block(stream: BinaryIO) -> bytes:
    try:
        return stream.read(_BLOCK)
    except OSError:  # bz2 and gzip say so what is no damage of the disk
        raise EOFError from None


def _junk(name: str) -> bool:
    """What systems leave beside files; nobody means to bring it."""
    parts = name.split("/")
    return (
        parts[0] == "__MACOSX"
        or parts[-1].startswith("._")
        or parts[-1] in (".DS_Store", "Thumbs.db", "desktop.ini")
    )


def _check_bounds(parts: int, unpacked: int, packed: int) -> None:
    if parts > MOST_PARTS:
        raise Broken(_("This archive has more than %(most)s parts.") % {"most": MOST_PARTS})
    blown_up = unpacked > 50 * 1024**2 and packed and unpacked / packed > MOST_BLOWN_UP
    if unpacked > LARGEST_WHOLE or blown_up:
        raise Broken(_("This archive would unpack to far more than it says: it is refused."))
