"""The whole archive as one file of the course, for packages that are played."""

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from cordee.media.archive import Archive
from cordee.studio.course import Asset, Course
from cordee.studio.making import title_of

KEY = "package"


def keep(archive: Archive, course: Course, suffix: str = ".zip") -> str:
    """The key of the package among the course's files. Parts that were left out (they led out of it) are not in it."""
    key = f"{KEY}{suffix}"
    if key not in course.files:
        course.files[key] = _packed(archive, f"{title_of(course.title, most=80)}{suffix}".replace("/", "-"))
    return key


def _packed(archive: Archive, name: str) -> Asset:
    if archive.path is not None:
        path = archive.path
        return Asset(name, path.stat().st_size, lambda: path.open("rb"))
    # It came as a folder or otherwise packed, or holds what must not be unpacked: it is packed anew.
    packed = tempfile.TemporaryFile()  # noqa: SIM115 (lives as long as the course that holds it)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as whole:
        for part in archive.names:
            entry = zipfile.ZipInfo(part, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(part) as source, whole.open(entry, "w", force_zip64=True) as target:
                shutil.copyfileobj(source, target)
    size = packed.tell()

    @contextmanager
    def opened() -> Iterator[BinaryIO]:
        packed.seek(0)
        yield cast(BinaryIO, packed)

    return Asset(name, size, opened)
