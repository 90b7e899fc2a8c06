"""Packages are unpacked once, into a folder of a random name from which they are served; with the bounds of imports."""

import json
import posixpath
import re
import secrets
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from urllib.parse import unquote
from uuid import UUID

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import File as Content
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from cordee.media.archive import DAMAGE, Archive, Broken, opened, read, safe
from cordee.media.models import File
from cordee.paths.models import Package

ROOT = "packages"
MOST_FILES = 20_000
LARGEST = 2 * 1024**3  # bytes unpacked
_UNREADABLE = (OSError, RuntimeError, NotImplementedError, SuspiciousFileOperation, *DAMAGE)


def unpack(file_id: UUID, *, now: datetime) -> Package | None:
    """Unpack a stored file, once: a second job finds the first one's work. None where the file is gone.

    What cannot be unpacked keeps its reason, so that nobody waits for it. A crash leaves a folder that no row
    names, which ``forget_folders`` takes away.
    """
    file = File.objects.filter(pk=file_id).first()
    if file is None:
        return None
    before = Package.objects.filter(file=file).first()
    if before is not None and is_there(before):
        return before
    folder = secrets.token_hex(16)
    size, count, trouble = 0, 0, ""
    manifest: dict[str, Any] = {}
    try:
        with NamedTemporaryFile() as kept:
            with default_storage.open(file.stored_as) as stored:
                for block in stored.chunks():
                    kept.write(block)
            kept.flush()
            with opened(Path(kept.name)) as archive:
                size, count, manifest = _unpacked(archive, folder)
    except Broken as refusal:
        trouble = refusal.message
    except _UNREADABLE:
        trouble = _("This archive is damaged: make or download it again.")
    if trouble:
        forget_folder(folder)
    values = {
        "folder": folder,
        "size": size,
        "files": count,
        "manifest": manifest,
        "trouble": trouble[:300],
        "unpacked_at": now,
    }
    with transaction.atomic():
        return Package.objects.update_or_create(file=file, defaults=values)[0]


def _unpacked(archive: Archive, folder: str) -> tuple[int, int, dict[str, Any]]:
    """Write every part; the sizes that the archive declares are not believed. Raises Broken and what damage raises."""
    if len(archive.names) > MOST_FILES:
        raise Broken(_("This archive has more than %(most)s parts.") % {"most": MOST_FILES})
    written = 0
    for name in archive.names:
        if len(name) > 400 or any(len(part) > 150 for part in name.split("/")):
            raise Broken(_("“%(name)s” is too long a name.") % {"name": name[:80]})
        with archive.open(name) as part:
            content = _Bounded(part, LARGEST - written)
            default_storage.save(f"{ROOT}/{folder}/{name}", content)
            written += content.passed
    return written, len(archive.names), _told(archive)


class _Bounded(Content):
    """A part as storage reads it: in blocks, and no more of them than is left."""

    def __init__(self, part: Any, left: int) -> None:
        super().__init__(part, name="part")
        self._part, self._left, self.passed = part, left, 0

    def chunks(self, chunk_size: int | None = None) -> Any:
        while block := self._part.read(chunk_size or self.DEFAULT_CHUNK_SIZE):
            self.passed += len(block)
            if self.passed > self._left:
                raise Broken(_("This archive would unpack to far more than it says: it is refused."))
            yield block


def _told(archive: Archive) -> dict[str, Any]:
    """What an H5P package says that it needs and does not bring; the other kinds were read when they came in."""
    if "h5p.json" not in archive.names:
        return {}
    try:
        described = json.loads(read(archive, "h5p.json", 8 * 1024**2))
        main = str(described.get("mainLibrary") or "")
        needed = described.get("preloadedDependencies") or []
        names = [
            f"{one['machineName']}-{one['majorVersion']}.{one['minorVersion']}"
            for one in needed
            if isinstance(one, dict)
        ]
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
        raise Broken(_("“%s” is not a description of an H5P package.") % "h5p.json") from None
    held = {posixpath.dirname(name) for name in archive.names if name.endswith("/library.json")}
    missing = [name for name in names if not any(one == name or one.startswith(f"{name}.") for one in held)]
    return {"library": main, "missing": missing[:50]}


def is_there(package: Package) -> bool:
    """Whether its files stand where they should; a backup restored elsewhere has none."""
    return bool(package.trouble) or default_storage.exists(f"{ROOT}/{package.folder}")


def holds(package: Package, entry: str) -> bool:
    """Whether the page at this address is in the package."""
    named = re.split(r"[?#]", entry, maxsplit=1)[0]
    return any(
        safe(name) is not None and default_storage.exists(f"{ROOT}/{package.folder}/{safe(name)}")
        for name in (named, unquote(named), entry)
    )


def forget_folders() -> int:
    """Take away the folders that no package names: of files that were deleted, and of broken unpackings."""
    if not default_storage.exists(ROOT):
        return 0
    folders, _files = default_storage.listdir(ROOT)
    known = set(Package.objects.filter(folder__in=folders).values_list("folder", flat=True))
    gone = [one for one in folders if one not in known]
    for folder in gone:
        forget_folder(folder)
    return len(gone)


def forget_folder(folder: str) -> None:
    """Delete a folder with all it holds."""
    _forget(f"{ROOT}/{folder}")


def _forget(place: str) -> None:
    if not default_storage.exists(place):
        return
    folders, files = default_storage.listdir(place)
    for name in files:
        default_storage.delete(f"{place}/{name}")
    for name in folders:
        _forget(f"{place}/{name}")
    default_storage.delete(place)
