"""The files that a course takes along: found by what its pages call them, named once, and texts that point to them."""

import base64
import binascii
import mimetypes
import os
import posixpath
import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from io import BytesIO
from typing import IO, BinaryIO, cast
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from cordee.core.text import from_document
from cordee.media.archive import Archive
from cordee.studio.course import ASSET, STEP, Asset, Course

LARGEST_INLINE = 8 * 1024**2  # characters of a file written in an address (data:)

_UNSAFE = re.compile(r"[^A-Za-z0-9._/-]+")
# What an address of a file ends with, but for the pages that a site makes.
_FILE = re.compile(r"\.(?!(?:php|aspx?|jsp|d2l|cgi)\b)[A-Za-z][A-Za-z0-9]{1,4}(?:[?#].*)?$")
_EMBEDDED = re.compile(
    r"(?:https?:)?//(?:www\.)?(?:youtube(?:-nocookie)?\.com/(?:embed/|watch\?v=)|youtu\.be/)(?P<youtube>[\w-]{6,20})"
    r"|(?:https?:)?//player\.vimeo\.com/video/(?P<vimeo>\d+)"
)

Meaning = Callable[[str], str]


def asset(archive: Archive, name: str) -> Asset:
    """A part as a file of a course."""
    return Asset(posixpath.basename(name), archive.size(name), lambda: archive.open(name))


_FILEBASE = re.compile(r"(?:\$|%24)IMS[-_]CC[-_]FILE_?BASE(?:\$|%24)/?", re.IGNORECASE)


def of_cartridge(url: str) -> str:
    """Addresses in cartridges begin at the top of their files, in words of their own."""
    while found := _FILEBASE.match(url):
        url = url[found.end() :]
    return url


class Shelf:
    """What is taken of an archive into the files of a course."""

    def __init__(self, archive: Archive, course: Course) -> None:
        self._archive, self._files, self._missing = archive, course.files, course.missing
        self._keys: dict[str, str] = {}
        self._written: IO[bytes] | None = None
        self._names = set(archive.names)
        self._folded = {name.casefold(): name for name in archive.names}
        self._endings: dict[str, list[str]] | None = None

    def part(self, reference: str, folder: str = "") -> str | None:
        """The part that an address means, seen from ``folder`` or else from the top; None where there is none."""
        bare = reference.strip().replace("\\", "/")
        for path in (unquote(re.split(r"[?#]", bare, maxsplit=1)[0]), unquote(bare), bare):
            for start in (folder, ""):
                name = posixpath.normpath(posixpath.join(start, path.lstrip("/")))
                if name in self._names:
                    return name
                if found := self._folded.get(name.casefold()):
                    return found
        return None

    def likely(self, reference: str) -> str | None:
        """The one part that ends as a reference does, where it was moved; None where there is none or several."""
        parts = unquote(re.split(r"[?#]", reference, maxsplit=1)[0]).replace("\\", "/").casefold().split("/")
        if self._endings is None:
            self._endings = {}
            for folded, name in self._folded.items():
                self._endings.setdefault(posixpath.basename(folded), []).append(name)
        found = self._endings.get(parts[-1], []) if parts[-1] else []
        for count in range(len(parts), 0, -1):
            ending = "/" + "/".join(parts[-count:])
            if same := [name for name in found if f"/{name.casefold()}".endswith(ending)]:
                return same[0] if len(same) == 1 else None
        return None

    def named(self, name: str) -> str | None:
        """The first part whose last name is this one, wherever it stands."""
        wanted = name.casefold()
        return next((one for one in self._names if one.rpartition("/")[2].casefold() == wanted), None)

    def take(self, name: str) -> str:
        """The key of a part among the course's files. Raises KeyError."""
        if not self._keys.get(name):
            self._keys[name] = self._put(name, asset(self._archive, name))
        return self._keys[name]

    def take_as(self, part: str, name: str) -> str:
        """The key of a part that its source calls ``name`` to people. Raises KeyError."""
        known = f"{part}\0{name}"
        if known not in self._keys:
            held = asset(self._archive, part)
            self._keys[known] = self._put(name, Asset(posixpath.basename(name), held.size, held.open))
            self.seen(part)
        return self._keys[known]

    def make(self, name: str, content: bytes) -> str:
        """The key of a file that is written here."""

        return self._put(name, Asset(posixpath.basename(name), len(content), self._aside(content)))

    def seen(self, name: str) -> None:
        """A part that was read: nobody needs it among the files that are left."""
        self._keys.setdefault(name, "")

    def left(self, besides: Iterable[str] = ()) -> list[str]:
        """The parts that nothing took or read."""
        known = self._keys.keys() | set(besides)
        return [name for name in self._archive.names if name not in known]

    def words(self, html: str, folder: str = "", meaning: Meaning | None = None) -> str:
        """Markdown of a page that stands in ``folder``, with its files taken. ``meaning`` translates addresses first."""
        return from_document(html, lambda url: self.address(meaning(url) if meaning else url, folder))

    def address(self, url: str, folder: str = "") -> str:
        """Where an address leads once it is ours: elsewhere as it is, to a part as ``asset:``, else nowhere (``""``)."""
        if url.startswith((ASSET, STEP)):
            return url
        if embedded := _EMBEDDED.match(url):
            video = embedded["youtube"]
            return (
                f"https://www.youtube.com/watch?v={video}"
                if video
                else f"https://vimeo.com/{embedded['vimeo']}"
            )
        if url.startswith("data:"):
            return self._inline(url)
        if url.startswith("//"):
            return f"https:{url}"
        try:
            scheme = urlsplit(url).scheme
        except ValueError:
            return ""
        if scheme in ("http", "https", "mailto"):
            return url
        if not url or url.startswith("#") or len(scheme) > 1:
            return ""
        name = self.part(url, folder) or self.likely(url)
        return f"asset:{self.take(name)}" if name else self.lacks(url)

    def lacks(self, url: str) -> str:
        """A file that a text names and the archive does not hold: it leads nowhere, and is said."""
        if _FILE.search(url):
            self._missing.append(url)
        return ""

    def _aside(self, content: bytes) -> Callable[[], AbstractContextManager[BinaryIO]]:
        """How to read what is written here again. It waits on disk: there may be much of it."""
        if self._written is None:
            self._written = tempfile.TemporaryFile()  # noqa: SIM115 (gone with the shelf)
        file, start, size = self._written, self._written.seek(0, os.SEEK_END), len(content)
        file.write(content)

        def opened() -> AbstractContextManager[BinaryIO]:
            file.seek(start)
            return cast(AbstractContextManager[BinaryIO], nullcontext(BytesIO(file.read(size))))

        return opened

    def _inline(self, url: str) -> str:
        head, _, body = url[:LARGEST_INLINE].partition(",")
        try:
            content = base64.b64decode(unquote(body)) if head.endswith("base64") else unquote_to_bytes(body)
        except (binascii.Error, ValueError):
            return ""
        suffix = mimetypes.guess_extension(head[5:].partition(";")[0]) or ""
        return (
            f"asset:{self.make(f'image{suffix}', content)}" if len(url) <= LARGEST_INLINE and suffix else ""
        )

    def _put(self, name: str, held: Asset) -> str:
        """A name that texts can hold as it is, once."""
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
        stem, suffix = posixpath.splitext(_UNSAFE.sub("-", plain).strip("-./") or "file")
        key, count = f"{stem}{suffix}"[-200:], 1
        while key in self._files:
            count += 1
            key = f"{stem}-{count}{suffix}"[-200:]
        self._files[key] = held
        return key
