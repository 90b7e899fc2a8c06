"""The files of a course of Open edX: blocks in files of their own or in one another, static files, texts."""

import json
import posixpath
import re
from typing import Any
from urllib.parse import unquote

from cordee.core.errors import Refusal
from cordee.media.archive import Archive, read
from cordee.studio.course import Course, Step, step_link
from cordee.studio.importers.qti.quizzes import Gathering
from cordee.studio.making import name_of
from cordee.studio.markup import Element, decoded, inner, read_xml, tree
from cordee.studio.report import Report
from cordee.studio.shelf import Shelf

# Links from block to block, to the platform's own pages and to what it computes.
_WITHIN = re.compile(r"/jump_to(?:_id)?/|/courses?/|^(?:block|course)-v1:|^#")
_LAST = re.compile(r"([^/@?#]+)/?(?:[?#].*)?$")
_ASSET = re.compile(
    r"(?:asset-v1:[^@]+@asset\+block@|/c4x/[^/]+/[^/]+/asset/|^/?static/|^/?assets/courseware/[^@]*@)(.+)"
)
# Blocks that say something only in what they hold.
_IN_FILES = {"course", "chapter", "sequential", "vertical", "problem", "html", "video"}


class Tree:
    """One course on its way in."""

    def __init__(self, archive: Archive, folder: str, course: Course, report: Report) -> None:
        self.archive, self.folder, self.course, self.report = archive, folder, course, report
        self.shelf = Shelf(archive, course)
        self.bank: Gathering | None = None
        self.places: dict[str, str] = {}  # the first step of each block, by its name
        self._static = {_plain(name): name for name in archive.names if "/static/" in f"/{name}"}

    def path(self, *parts: str) -> str:
        """A path in the course."""
        return posixpath.join(self.folder, *parts)

    def block(self, element: Element) -> Element:
        """A block where it is written: in its place, or in a file of its own. Raises KeyError, Broken."""
        name = element.get("url_name") or element.get("slug") or element.get("filename")
        if not name or len(element) or (element.text or "").strip():
            return element
        stems = [name, element.get("filename") or name]
        paths = (self.path(element.tag, f"{stem.replace(':', '/')}.xml") for stem in stems)
        part = next((found for one in paths if (found := self.shelf.part(one)) is not None), None)
        if part is None:
            if element.tag == "html" and self.html_of(element, name) is not None:
                return element
            if element.tag in _IN_FILES and len(element.attrib) == 1:
                raise KeyError(name)
            return element  # all that it says stands in its attributes
        self.shelf.seen(part)
        found = read_xml(self.archive, part, self.report)
        if found.get("url_name") is None:
            found.set("url_name", name)
        return found

    def html_of(self, element: Element, name: str = "") -> str | None:
        """The HTML of a block, in it or in a file beside it; None where there is none."""
        for stem in (element.get("filename"), element.get("url_name"), name):
            if not stem:
                continue
            part = self.shelf.part(self.path("html", f"{stem.replace(':', '/')}.html"))
            if part is not None:
                self.shelf.seen(part)
                return decoded(read(self.archive, part))
        if len(element):
            return inner(element)
        return element.text if (element.text or "").strip() else None

    def text(self, *parts: str) -> str:
        """A text file of the course; ``""`` where there is none."""
        part = self.shelf.part(self.path(*parts))
        if part is None:
            return ""
        self.shelf.seen(part)
        try:
            return decoded(read(self.archive, part))
        except Refusal:
            return ""

    def words(self, html: str) -> str:
        """HTML of the course as Markdown."""
        return self.shelf.words(html, self.folder, self.meaning)

    def static(self, reference: str) -> str | None:
        """The static file that an address means."""
        found = _ASSET.search(reference)
        name = unquote((found[1] if found else reference).partition("?")[0]).replace("@", "/")
        part = self.shelf.part(self.path("static", name))
        return part or self._static.get(_plain(posixpath.basename(name)))

    def meaning(self, url: str) -> str:
        """What an address means before the shelf sees it."""
        if _ASSET.search(url):
            part = self.static(url)
            return f"asset:{self.shelf.take(part)}" if part else self.shelf.lacks(url)
        if _WITHIN.search(url) and "://" not in url:
            named = _LAST.search(url)
            return step_link(named[1]) if named else ""
        return url

    def place(self, blocks: list[Element], steps: list[Step]) -> None:
        """Links to these blocks lead to the first of these steps."""
        for one in blocks if steps else ():
            self.places.setdefault(one.get("url_name") or "", steps[0].key)

    def title(self, element: Element, *others: str) -> str:
        """The name of a block."""
        return name_of(element.get("display_name"), *others)


def _plain(name: str) -> str:
    """A file's name without what exports change in it."""
    stem, suffix = posixpath.splitext(posixpath.basename(name).casefold())
    return re.sub(r"[\W_]+", "", stem) + suffix


def as_json(text: str | None) -> Any:
    """What an attribute holds; None where it is no JSON."""
    try:
        return json.loads(text or "")
    except (ValueError, RecursionError):
        return None


def as_element(html: str) -> Element | None:
    """HTML in an attribute, as an element; None where it is none."""
    try:
        return tree(f"<div>{html}</div>".encode())[0]
    except Refusal:
        return None
