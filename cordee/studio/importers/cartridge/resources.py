"""What a resource of a cartridge becomes: a file of this folder for each kind would be short; here each is a function."""

import posixpath
import re
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import unquote

from django.utils.translation import gettext as _

from cordee.core.errors import Invalid, Refusal
from cordee.media.archive import Archive, read
from cordee.studio.course import Course, Step, step_link
from cordee.studio.importers.cartridge import blackboard, canvas
from cordee.studio.importers.manifest import Manifest, Resource
from cordee.studio.importers.qti.classic.assessments import Place, read_assessment, read_bank
from cordee.studio.importers.qti.classic.words import Words
from cordee.studio.importers.qti.quizzes import quiz_of_all
from cordee.studio.making import aside, files, name_of, pages, step, title_of, words_of
from cordee.studio.markup import Element, beginning, decoded, outer, read_xml, text_of
from cordee.studio.report import Report
from cordee.studio.shelf import Shelf, of_cartridge

PAGES = (".html", ".htm", ".xhtml")
IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")
VIDEOS = (".mp4", ".webm", ".m4v", ".mov", ".ogv")

_NEARLY_EMPTY = 700  # bytes of a page without content
_BODY = re.compile(r"<body\b[^>]*>(.*?)(?:</body\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL | re.IGNORECASE)
_INSIDE = re.compile(r"(?:\$|%24)(?:WIKI|CANVAS_OBJECT|CANVAS_COURSE)_REFERENCE(?:\$|%24)", re.IGNORECASE)
_OF_THE_RESOURCE = ("metadata", "file", "dependency", "variant")
_QUESTIONS = re.compile(r"<(?:\w+:)?questestinterop\b", re.IGNORECASE)
_LAST = re.compile(r"([^/?#]+)/?(?:[?#].*)?$")
_TOOL = re.compile(r"external_tools/retrieve\?(?:[^\s\"]*&)?url=([^&\s\"]+)")
_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:[/?]|$)", re.IGNORECASE)


class Resources:
    """The resources of one cartridge, each made into steps once."""

    def __init__(self, archive: Archive, manifest: Manifest, course: Course, report: Report) -> None:
        self.archive, self.manifest, self.course, self.report = archive, manifest, course, report
        self.shelf = Shelf(archive, course)
        self.shelf.seen(manifest.name)
        self.keys: set[str] = set()
        self.pages = {self.shelf.part(one.href) for one in manifest.resources.values()} - {None}
        self.base = "web_resources"

    def steps(self, resource: Resource, title: str) -> list[Step]:
        """What a resource becomes, with its remarks."""
        kind = resource.type.lower()
        try:
            for mark, maker in _MAKERS.items():
                if mark in kind:
                    return maker(self, resource, title)
            return _content(self, resource, title)
        except (KeyError, Invalid, Refusal) as refusal:
            why = refusal.message if isinstance(refusal, Refusal) else _("It is not in the package.")
            self.report.refused(resource.type or "resource", title_of(title, resource.identifier), why)
            return []

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
            if part := blackboard.part_of(self, url):
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


def _content(here: Resources, resource: Resource, title: str) -> list[Step]:
    """Web content: a page, an image, a video, or a file to take away."""
    if re.match(r"https?://", resource.href):
        here.report.adapted("webcontent", title, _("It stands on another site: a link to it."))
        return [step("link", title, {"address": resource.href})]
    if not resource.href and not resource.files:
        raise KeyError(resource.identifier)
    if assignment := canvas.assignment_of(here, resource, title):
        return assignment
    name = here.file_of(resource)
    if name is None:
        raise KeyError(resource.identifier)
    if here.asks(name):
        return _assessment(here, resource, title)
    if name.lower().endswith(PAGES):
        return here.shown(name, title)
    return [_file(here, name, title_of(title, posixpath.basename(name)))]


def _file(here: Resources, name: str, title: str) -> Step:
    here.report.kept("file", title)
    if name.lower().endswith(IMAGES):
        label = re.sub(r"[\[\]\\`*_<>]", "", title)
        return step("page", title, {"body": f"![{label}](asset:{here.shelf.take(name)})"})
    if name.lower().endswith(VIDEOS):
        return step("video", title, {"file": here.shelf.take(name)})
    return files(title, [name], here.shelf)


def _link(here: Resources, resource: Resource, title: str) -> list[Step]:
    name, root = here.xml(resource)
    found = root.find("url")
    address = (found.get("href") or text_of(found)).strip() if found is not None else ""
    title = title_of(title, text_of(root, "title"))
    inside = here.shelf.part(address) if address and "://" not in address else None
    if inside:
        return [_file(here, inside, title)]
    if _HOST.match(address):
        address = f"https://{address}"
    ours = here.shelf.address(address)
    try:
        kind = "video" if re.match(r"https://(?:www\.youtube\.com/watch|vimeo\.com/\d)", ours) else "link"
        made = step(kind, title, {"address": ours or address})
    except Invalid:
        why = _("This link leads nowhere from here: %s") % (address or "…")
        here.report.adapted("link", title, why)
        return [aside(title, why, here.shelf, {posixpath.basename(name): outer(root)})]
    here.report.kept("link", title)
    return [made]


def _topic(here: Resources, resource: Resource, title: str) -> list[Step]:
    name, root = here.xml(resource)
    title = title_of(title, text_of(root, "title"))
    prompt = here.words(_html(root.find("text")), posixpath.dirname(name))
    for one in root.iter("attachment"):
        if address := here.shelf.address(of_cartridge(one.get("href") or ""), posixpath.dirname(name)):
            prompt += f"\n\n[{posixpath.basename(address)}]({address})"
    here.report.kept("discussion", title)
    return [step("discussion", title, {"prompt": prompt.strip() or words_of(title)})]


def _assignment(here: Resources, resource: Resource, title: str) -> list[Step]:
    name, root = here.xml(resource)
    title = title_of(title, text_of(root, "title"))
    folder = posixpath.dirname(name)
    task = here.words(_html(root.find("text")), folder) or here.words(
        _html(root.find("instructor_text")), folder
    )
    for one in root.iter("attachment"):
        if address := here.shelf.address(of_cartridge(one.get("href") or ""), folder):
            task += f"\n\n[{posixpath.basename(address)}]({address})"
    formats = {one.get("type") or "" for one in root.iter("format")}
    return [mission(here, title, task, formats)]


def mission(here: Resources, title: str, task: str, formats: set[str]) -> Step:
    """A work to hand in, as a mission."""
    evidence = (
        ["note", "photo", "video"] if formats & {"file", "online_upload", "media_recording"} else ["note"]
    )
    here.report.adapted(
        "assignment", title, _("A work to hand in: it became a mission, validated by a person.")
    )
    return step("mission", title, {"task": task.strip() or words_of(title), "evidence": evidence})


def _assessment(here: Resources, resource: Resource, title: str) -> list[Step]:
    """A quiz; Canvas keeps a fuller form of it beside."""
    name, root = here.xml(resource)
    meta = canvas.quiz_of(here, resource)
    if meta.fuller is not None:
        here.shelf.seen(meta.fuller)
        fuller = read_xml(here.archive, meta.fuller, here.report)
        if len(list(fuller.iter("item"))) >= max(1, len(list(root.iter("item")))):
            name, root = meta.fuller, fuller
    made = []
    for assessment in root.iter("assessment"):
        # The folder of the file, of which its own words may speak; Canvas's speak from the top.
        made += read_assessment(
            assessment,
            here.place(posixpath.dirname(name)),
            resource.identifier,
            meta.values,
            name_of(title, meta.title),
        )
    if not made and root.find(".//assessment") is None and root.find(".//item") is not None:
        gathered = read_bank(root, here.place(posixpath.dirname(name)), resource.identifier, title)
        quiz = [quiz_of_all(gathered, gathered.bank.title, f"quiz {resource.identifier}", meta.values)]
        made = [*(quiz if gathered.bank.questions else []), *gathered.steps]
    if meta.note:
        here.report.adapted("assessment", title_of(title, meta.title), meta.note)
    return made


def _bank(here: Resources, resource: Resource, title: str) -> list[Step]:
    name, root = here.xml(resource)
    steps = []
    for bank in root.iter("objectbank"):
        gathered = read_bank(
            bank, here.place(posixpath.dirname(name)), bank.get("ident") or resource.identifier, title
        )
        here.report.kept("question bank", gathered.bank.title)
        steps += gathered.steps
    return steps


def _tool(here: Resources, resource: Resource, title: str) -> list[Step]:
    name, root = here.xml(resource)
    title = title_of(title, text_of(root, "title"))
    address = text_of(root, "secure_launch_url") or text_of(root, "launch_url")
    why = _(
        "An external tool (LTI) stood here: it opens from its own site, and what happens there is not kept."
    )
    parts = [words_of(text_of(root, "description"))]
    if re.match(r"https?://\S+$", address):
        parts.append(f"<{address}>")
    here.report.adapted("lti", title, why)
    body = "\n\n".join(part for part in parts if part)
    return [aside(title, why, here.shelf, {posixpath.basename(name): outer(root)}, body=body)]


def _associated(here: Resources, resource: Resource, title: str) -> list[Step]:
    """What belongs to others, unless something leads to it: Canvas's assignments, pages and settings."""
    return canvas.assignment_of(here, resource, title) or _content(here, resource, title)


def _html(element: Any) -> str:
    """The HTML in a text of a cartridge."""
    if element is None:
        return ""
    if len(element):
        return "".join(outer(one).decode() for one in element)
    text = element.text or ""
    return text if (element.get("texttype") or "text/html") != "text/plain" else words_of(text)


_MAKERS: dict[str, Callable[[Resources, Resource, str], list[Step]]] = {
    "imswl": _link,
    "imsdt": _topic,
    "assignment_xml": _assignment,
    "question-bank": _bank,
    "imsqti": _assessment,
    "imsbasiclti": _tool,
    "associatedcontent": _associated,
    "x-bb-qti-test": _assessment,
    "x-bb-qti-survey": _assessment,
    blackboard.MARK: blackboard.made_of,
}
