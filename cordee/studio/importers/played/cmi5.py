"""cmi5 courses: blocks become modules, assignable units become steps."""

import posixpath
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from cordee.cmi5.structure.reading import LARGEST, course_of
from cordee.core.errors import Invalid
from cordee.media.archive import Archive, Broken, read
from cordee.studio.course import Course, Module, Objective, Step
from cordee.studio.importers.manifest import at, is_address, name_in
from cordee.studio.importers.played import whole
from cordee.studio.making import name_of, step, title_of, words_of
from cordee.studio.markup import Element, beginning, read_xml, text_of
from cordee.studio.report import Report
from cordee.studio.shelf import Shelf

_SIGN = re.compile(r"<(?:\w+:)?courseStructure\b")


class Cmi5Importer:
    """A zip with cmi5.xml, or that file alone when its units stand elsewhere."""

    name = "cmi5"

    def recognises(self, archive: Archive) -> bool:
        """By the course structure."""
        name = _structure(archive)
        return bool(name and _SIGN.search(beginning(archive, name)))

    def course(self, archive: Archive, report: Report) -> Course:
        """The course structure, with a step for each unit."""
        name = _structure(archive) or ""
        root = read_xml(archive, name, report)
        about = root.find("course")
        if about is None:
            raise Broken(_("This course structure describes no course."))
        course = Course(name_of(_said(about, "title")), summary=_said(about, "description")[:400])
        course.language = _language(about)
        for objective in root.iterfind("objectives/objective"):
            text = _said(objective, "title") or _said(objective, "description")
            course.objectives.append(Objective(title_of(text, most=300), key=objective.get("id") or ""))
            report.kept("objective", title_of(text))
        reader = _Reader(archive, posixpath.dirname(name), course, report)
        reader.read(root)
        if course.is_empty:
            raise Broken(_("Nothing in this cmi5 course can be launched."))
        try:
            course_of(read(archive, name, LARGEST), archive)
        except Broken as breach:
            report.adapted(
                "course",
                course.title,
                _("Another system may refuse it, since it departs from the standard. %s") % breach.message,
            )
        return course


class _Reader:
    def __init__(self, archive: Archive, folder: str, course: Course, report: Report) -> None:
        self.archive, self.folder, self.course, self.report = archive, folder, course, report
        self.shelf = Shelf(archive, course)
        self.known = {one.key for one in course.objectives}

    def read(self, root: Element) -> None:
        """Units in a row between blocks stand in a module of the course's own title."""
        loose: Module | None = None
        for element in root.iterchildren("au", "block"):
            if element.tag == "au":
                if loose is None:
                    loose = Module(self.course.title)
                    self.course.modules.append(loose)
                loose.steps += self.unit(element, [])
                continue
            loose = None
            title = title_of(_said(element, "title"))
            module = Module(title, words_of(_said(element, "description")), key=element.get("id") or "")
            module.steps = [one for unit, way in _units(element, []) for one in self.unit(unit, way)]
            self.course.modules.append(module)
            self.report.kept("block", title)
        self.course.modules = [one for one in self.course.modules if one.steps]

    def unit(self, element: Element, way: list[str]) -> list[Step]:
        title = title_of(" · ".join([*way, _said(element, "title")]))
        address = text_of(element, "url")
        remote = is_address(address)
        inside = None if remote else self.shelf.part(at(self.folder, address))
        if not remote and inside is None:
            self.report.refused("au", title, _("Its page “%s” is not in the package.") % address)
            return []
        values = {
            "about": words_of(_said(element, "description")),
            # Also for a unit of another site: the structure says what it belongs to, and what it is launched with.
            "package": whole.keep(self.archive, self.course),
            "entry": address if remote else (inside or "") + re.sub(r"^[^?#]*", "", address),
            "identifier": element.get("id") or "",
            "launch_parameters": text_of(element, "launchParameters"),
            "launch_method": element.get("launchMethod") or "AnyWindow",
            "move_on": element.get("moveOn") or "NotApplicable",
            "mastery": _mastery(element),
        }
        try:
            made = step("cmi5", title, values, key=element.get("id") or "")
        except Invalid as refusal:
            self.report.refused("au", title, f"{refusal.message} {' '.join(refusal.fields.values())}")
            return []
        named = [one.get("idref") or "" for one in element.iterfind("objectives/objective")]
        made.objectives = [one for one in named if one in self.known]
        if remote:
            self.report.adapted("au", title, _("It stands on another site, which must be reachable."))
        else:
            self.report.kept("au", title)
        return [made]


def _structure(archive: Archive) -> str | None:
    if name := name_in(archive, "cmi5.xml"):
        return name
    alone = archive.names[0] if len(archive.names) == 1 else ""
    return alone if alone.lower().endswith(".xml") else None


def _units(block: Element, way: list[str]) -> Iterator[tuple[Element, list[str]]]:
    """The units of a block in order, with the titles of the blocks in it that they stand in."""
    for element in block.iterchildren("au", "block"):
        if element.tag == "au":
            yield element, way
        elif len(way) < 20:
            yield from _units(element, [*way, _said(element, "title")])


def _said(element: Element, field: str) -> str:
    """In French where the author wrote it, else in English, else as it comes first."""
    found = element.find(field)
    if found is None:
        return ""
    texts = {
        (one.get("lang") or "").lower()[:2]: text_of(one) for one in reversed(found.findall("langstring"))
    }
    first = text_of(found.find("langstring")) if texts else text_of(found)
    return texts.get("fr") or texts.get("en") or first


def _language(about: Element) -> str:
    said = [(one.get("lang") or "").lower()[:2] for one in about.iterfind("title/langstring")]
    return "fr" if "fr" in said or not said else said[0] or "fr"


def _mastery(element: Element) -> float | None:
    try:
        score = float(element.get("masteryScore") or "")
    except ValueError:
        return None
    return score if 0 <= score <= 1 else None
