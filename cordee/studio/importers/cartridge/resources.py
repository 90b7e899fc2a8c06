"""A cartridge that is being read, and what all its kinds of resources ask of it."""

import posixpath
import re
from collections.abc import Callable
from html import unescape
from urllib.parse import unquote

from django.utils.translation import gettext as _

from cordee.media.archive import Archive, read
from cordee.studio.course import Course, Step, step_link
from cordee.studio.importers.manifest import Manifest, Resource
from cordee.studio.importers.qti.classic.assessments import Place
from cordee.studio.importers.qti.classic.words import Words
from cordee.studio.making import aside, pages, step, title_of, words_of
from cordee.studio.markup import Element, beginning, decoded, read_xml
from cordee.studio.report import Report
from cordee.studio.shelf import Shelf, of_cartridge

PAGES = (".html", ".htm", ".xhtml")

_NEARLY_EMPTY = 700  # bytes of a page without content
_BODY = re.compile(r"<body\b[^>]*>(.*?)(?:</body\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL | re.IGNORECASE)
_INSIDE = re.compile(r"(?:\$|%24)(?:WIKI|CANVAS_OBJECT|CANVAS_COURSE)_REFERENCE(?:\$|%24)", re.IGNORECASE)
_OF_THE_RESOURCE = ("metadata", "file", "dependency", "variant")
_QUESTIONS = re.compile(r"<(?:\w+:)?questestinterop\b", re.IGNORECASE)
_LAST = re.compile(r"([^/?#]+)/?(?:[?#].*)?$")
_TOOL = re.compile(r"external_tools/retrieve\?(?:[^\s\"]*&)?url=([^&\s\"]+)")
_NUMBERED = re.compile(r"xid-(\d+_\d+)")


class Resources:
    """A cartridge that is being read: its parts, the course that is made of it, and how its words are understood."""

    def __init__(self, archive: Archive, manifest: Manifest, course: Course, report: Report) -> None:
        self.archive, self.manifest, self.course, self.report = archive, manifest, course, report
        self.shelf = Shelf(archive, course)
        self.shelf.seen(manifest.name)
        self.keys: set[str] = set()
        self.pages = {self.shelf.part(one.href) for one in manifest.resources.values()} - {None}
        self.base = "web_resources"

    def file_of(self, resource: Resource, *suffixes: str) -> str | None:
        """The part that a resource is: its own address, else the first of its files with such a name."""
        for reference in (resource.href, *resource.files):
            name = self.shelf.part(reference) or self.shelf.likely(reference)
            if name and (not suffixes or name.lower().endswith(suffixes)):
                return name
        return None

    def xml(self, resource: Resource) -> tuple[str, Element]:
        """The XML of a resource. Raises KeyError, Broken."""
        name = self.file_of(resource, ".xml", ".qti") or self.file_of(resource)
        if name is None:
            # A thin cartridge holds in its manifest what others hold in files.
            inside = next((one for one in resource.element if one.tag not in _OF_THE_RESOURCE), None)
            if inside is None:
                raise KeyError(resource.identifier)
            return f"{resource.identifier}.xml", inside
        self.shelf.seen(name)
        return name, read_xml(self.archive, name, self.report)

    def page(self, name: str) -> tuple[str, str]:
        """The title and the words of a page. Raises KeyError, Broken."""
        self.shelf.seen(name)
        html = decoded(read(self.archive, name))
        title, body = _TITLE.search(html), _BODY.search(html)
        said = " ".join(unescape(title[1]).split()) if title else ""
        return said, self.words(body[1] if body else html, posixpath.dirname(name))

    def shown(self, name: str, title: str) -> list[Step]:
        """A page as steps; one whose content is all drawn by scripts keeps its source. Raises KeyError, Broken."""
        said, body = self.page(name)
        title = title_of(title, said, posixpath.basename(name))
        if not body and self.archive.size(name) > _NEARLY_EMPTY:
            why = _("Nothing of this page can be shown here: its source is kept.")
            self.report.adapted("page", title, why)
            return [aside(title, why, self.shelf, {name: None})]
        made = pages(title, body)
        if body:
            self.report.kept("page", title)
        else:
            self.report.adapted("page", title, _("It is empty in the package too."))
        return made

    def words(self, html: str, folder: str = "") -> str:
        """Markdown of a text in a folder."""
        return self.shelf.words(html, folder, self.meaning(folder))

    def meaning(self, folder: str) -> Callable[[str], str]:
        """What addresses mean in a text of a folder."""

        def meant(url: str) -> str:
            if tool := _TOOL.search(url):
                return unquote(tool[1])
            if part := self.numbered(url):
                return f"asset:{self.shelf.take(part)}"
            if _INSIDE.match(url):
                named = _LAST.search(url)
                return step_link(unquote(named[1])) if named else ""
            bare = of_cartridge(url)
            if bare != url:
                for start in (self.base, ""):
                    if name := self.shelf.part(posixpath.join(start, bare)):
                        return f"asset:{self.shelf.take(name)}"
            name = self.shelf.part(bare, folder)
            if name and name in self.pages and name.lower().endswith(PAGES):
                return step_link(name)
            return bare

        return meant

    def asks(self, name: str) -> bool:
        """Whether a file holds questions, whatever the manifest calls it: Brightspace calls it content."""
        return name.lower().endswith(".xml") and bool(_QUESTIONS.search(beginning(self.archive, name, 3_000)))

    def place(self, folder: str) -> Place:
        """Where questions of a file go."""
        return Place(
            self.course, self.report, self.shelf, Words(self.shelf, folder, self.meaning(folder)), self.keys
        )

    def numbered(self, address: str) -> str | None:
        """The file that an address of Blackboard's content collection means: it has a number in both."""
        found = _NUMBERED.search(address)
        if found is None:
            return None
        mark = f"__xid-{found[1]}"
        return next(
            (name for name in self.archive.names if mark in name and not name.endswith(f"{found[1]}.xml")
             and not re.search(r"\.\w+\.xml$", name)), None
        )  # fmt: skip

    def mission(self, title: str, task: str, formats: set[str]) -> Step:
        """A work to hand in, as a mission."""
        evidence = (
            ["note", "photo", "video"] if formats & {"file", "online_upload", "media_recording"} else ["note"]
        )
        self.report.adapted(
            "assignment", title, _("A work to hand in: it became a mission, validated by a person.")
        )
        return step("mission", title, {"task": task.strip() or words_of(title), "evidence": evidence})
