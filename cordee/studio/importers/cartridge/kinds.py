"""What a resource of a cartridge becomes, by its type: a function for each."""

import posixpath
import re
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from cordee.core.errors import Invalid, Refusal
from cordee.studio.course import Step
from cordee.studio.importers.cartridge import blackboard, canvas
from cordee.studio.importers.cartridge.resources import PAGES, Resources
from cordee.studio.importers.manifest import Resource
from cordee.studio.importers.qti.classic.assessments import read_assessment, read_bank
from cordee.studio.importers.qti.quizzes import quiz_of_all
from cordee.studio.making import aside, files, name_of, step, title_of, words_of
from cordee.studio.markup import outer, read_xml, text_of
from cordee.studio.shelf import of_cartridge

IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")
VIDEOS = (".mp4", ".webm", ".m4v", ".mov", ".ogv")

_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:[/?]|$)", re.IGNORECASE)


def steps_of(here: Resources, resource: Resource, title: str) -> list[Step]:
    """What a resource becomes, with its remarks."""
    kind = resource.type.lower()
    try:
        for mark, maker in _MAKERS.items():
            if mark in kind:
                return maker(here, resource, title)
        return _content(here, resource, title)
    except (KeyError, Invalid, Refusal) as refusal:
        why = refusal.message if isinstance(refusal, Refusal) else _("It is not in the package.")
        here.report.refused(resource.type or "resource", title_of(title, resource.identifier), why)
        return []


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
    return [here.mission(title, task, formats)]


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
