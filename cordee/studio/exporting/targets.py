"""What the pages and files are written into: a folder, a zip or a tar.gz; the same content gives the same bytes."""

import gzip
import io
import shutil
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol

from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.studio.course import Asset

_ZIP_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a zip knows
_MODE = 0o644


class Target(Protocol):
    """Takes the parts one by one."""

    def text(self, place: str, text: str) -> None:
        """Write a page."""

    def file(self, place: str, asset: Asset) -> None:
        """Write a file, streamed."""


class Folder:
    """A folder on disk."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def text(self, place: str, text: str) -> None:
        """Write a page."""
        self._at(place).write_bytes(text.encode())

    def file(self, place: str, asset: Asset) -> None:
        """Write a file."""
        with asset.open() as source, self._at(place).open("wb") as made:
            shutil.copyfileobj(source, made)

    def _at(self, place: str) -> Path:
        path = self._root / place
        path.parent.mkdir(parents=True, exist_ok=True)
        return path


class Zip:
    """A zip. Files are mostly pressed already: only pages are."""

    def __init__(self, whole: zipfile.ZipFile) -> None:
        self._whole = whole

    def text(self, place: str, text: str) -> None:
        """Write a page."""
        self._whole.writestr(self._info(place, zipfile.ZIP_DEFLATED), text.encode())

    def file(self, place: str, asset: Asset) -> None:
        """Write a file."""
        info = self._info(place, zipfile.ZIP_STORED)
        info.file_size = asset.size  # so that the zip knows early whether it needs its form for large files
        with asset.open() as source, self._whole.open(info, "w") as made:
            shutil.copyfileobj(source, made)

    def _info(self, place: str, method: int) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(place, _ZIP_DAY)
        info.compress_type, info.external_attr = method, _MODE << 16
        return info


class Tar:
    """A tar, pressed as a whole by who opened it."""

    def __init__(self, whole: tarfile.TarFile) -> None:
        self._whole = whole

    def text(self, place: str, text: str) -> None:
        """Write a page."""
        content = text.encode()
        self._whole.addfile(self._info(place, len(content)), io.BytesIO(content))

    def file(self, place: str, asset: Asset) -> None:
        """Write a file."""
        with asset.open() as source:
            self._whole.addfile(self._info(place, asset.size), source)

    def _info(self, place: str, size: int) -> tarfile.TarInfo:
        info = tarfile.TarInfo(place)
        info.size, info.mode = size, _MODE
        return info


@contextmanager
def target(path: Path) -> Iterator[Target]:
    """What the name of ``path`` asks for; it is there when the block ends well, and only then. Raises Invalid."""
    if path.exists():
        raise Invalid(_("%(path)s exists already: choose another name.") % {"path": path})
    if not path.absolute().parent.is_dir():
        raise Invalid(_("There is no folder %(path)s.") % {"path": path.parent})
    with tempfile.TemporaryDirectory(dir=path.absolute().parent, prefix=".export-") as aside:
        made = Path(aside) / "made"
        if path.name.endswith(".zip"):
            with made.open("wb") as stream, zipped(stream) as found:
                yield found
        elif path.name.endswith((".tar.gz", ".tgz")):
            with (
                made.open("wb") as stream,
                # Without a name and a time, so that the same content gives the same bytes.
                gzip.GzipFile("", "wb", fileobj=stream, mtime=0) as pressed,
                tarfile.open(fileobj=pressed, mode="w") as whole,
            ):
                yield Tar(whole)
        else:
            made.mkdir()
            yield Folder(made)
        made.replace(path)


@contextmanager
def zipped(stream: IO[bytes]) -> Iterator[Target]:
    """A zip in a stream."""
    with zipfile.ZipFile(stream, "w") as whole:
        yield Zip(whole)
