"""What Blackboard writes in its own packages: documents, links, forums and tests in files of their own (.dat)."""

import re
from collections.abc import Callable
from html import escape

from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.studio.course import Step
from cordee.studio.importers.cartridge.resources import Resources
from cordee.studio.importers.manifest import Resource
from cordee.studio.importers.qti.classic.assessments import read_bank
from cordee.studio.making import aside, pages, step, title_of, words_of
from cordee.studio.markup import Element, outer, text_of

MARK = "x-bb-"
# Titles, headings and the platform's own lists say nothing by themselves.
_FRAMES = ("x-bb-coursetoc", "x-bb-link", "x-bb-csresourcelinks", "x-bb-folder", "x-bb-conference")


def made_of(here: Resources, resource: Resource, title: str) -> list[Step]:
    """The steps of a resource of Blackboard. Raises KeyError, Broken."""
    kind = resource.type.lower()
    name, root = here.xml(resource)
    if any(one in kind for one in _FRAMES):
        return []
    if "x-bb-qti-pool" in kind:
        return _pool(here, root, resource)
    maker = _MAKERS.get(root.tag.lower())
    if maker is not None:
        return maker(here, root, title_of(title, _value(root, "TITLE")), name)
    # Settings and lists; some of them are of people.
    why = _("What Blackboard keeps for itself has no counterpart here.")
    here.report.refused("settings", resource.element.get("title") or name, why)
    return []


def _document(here: Resources, root: Element, title: str, name: str) -> list[Step]:
    """A document by what handles it: a text, an address, a work to hand in, a folder."""
    handler = _value(root, "CONTENTHANDLER").rpartition("/")[2]
    html = text_of(root, "BODY/TEXT") or text_of(root, "BODY//TEXT")
    if _value(root, "BODY/TYPE") == "P":
        html = escape(html)
    body = "\n\n".join(one for one in (here.words(html), _attached(here, root)) if one)
    address = _value(root, "URL")
    if handler in ("x-bb-folder", "x-bb-lesson", "x-bb-forumlink", "x-bb-asmt-test-link") and not body:
        return []  # what they lead to has its own step
    if handler == "x-bb-assignment":
        return [here.mission(title, body, {"file"})]
    if handler == "x-bb-externallink" and address:
        try:
            made = step("link", title, {"address": address, "about": body})
        except Invalid:
            why = _("This link leads nowhere from here: %s") % address
            here.report.adapted("link", title, why)
            return [aside(title, why, here.shelf, {name: outer(root)}, body=body)]
        here.report.kept("link", title)
        return [made]
    if handler == "x-bb-blti-link" and address:
        why = _("A tool elsewhere is kept as a link: signing in there from here is not possible.")
        here.report.adapted("lti", title, why)
        return pages(title, f"{body}\n\n<{address}>".strip())
    if not body:
        here.report.adapted("page", title, _("It is empty in the package too."))
        return []
    here.report.kept("page", title)
    return pages(title, body)


def _forum(here: Resources, root: Element, title: str, name: str) -> list[Step]:
    prompt = here.words(text_of(root, "DESCRIPTION/TEXT"))
    here.report.kept("discussion", title)
    return [step("discussion", title, {"prompt": prompt or words_of(title)})]


def _pool(here: Resources, root: Element, resource: Resource) -> list[Step]:
    steps: list[Step] = []
    for one in root.iter("assessment"):
        gathered = read_bank(one, here.place(""), resource.identifier, one.get("title") or "")
        here.report.kept("question bank", gathered.bank.title)
        steps += gathered.steps
    return steps


def _attached(here: Resources, root: Element) -> str:
    """The files of a document, as links."""
    links = []
    for one in root.iterfind("FILES/FILE"):
        said = text_of(one, "NAME")
        label = re.sub(r"[\[\]\\`*_<>]", "", _value(one, "LINKNAME") or said)
        if part := here.numbered(said) or here.shelf.part(said) or here.shelf.likely(said):
            links.append(f"- [{label}](asset:{here.shelf.take(part)})")
        else:
            here.report.refused("file", label, _("It is named, but is not in the package."))
    return "\n".join(links)


def _value(element: Element, path: str) -> str:
    found = element.find(path)
    return (found.get("value") or "").strip() if found is not None else ""


_MAKERS: dict[str, Callable[[Resources, Element, str, str], list[Step]]] = {
    "content": _document,
    "forum": _forum,
}
