"""What a backup says of itself: the course, its sections in their order, and the activities in each."""

import json
from dataclasses import dataclass, field

from cordee.media.archive import Archive
from cordee.studio.markup import Element, read_xml
from cordee.studio.records import records

ABOUT = "moodle_backup.xml"
NULL = "$@NULL@$"


@dataclass
class Listed:
    """An activity as the outline lists it."""

    number: str  # of the course module
    kind: str
    title: str
    folder: str
    section: str


@dataclass
class Section:
    """A part of the course."""

    number: str
    position: int
    title: str = ""
    about: str = ""
    form: str = "1"
    visible: bool = True
    within: str = ""  # the number of the subsection that it is, where it stands in another one
    order: list[str] = field(default_factory=list)  # numbers of course modules


@dataclass
class Outline:
    """All of it."""

    title: str
    key: str
    course_context: str
    summary: str = ""
    summary_form: str = "1"
    language: str = ""
    sections: list[Section] = field(default_factory=list)
    activities: list[Listed] = field(default_factory=list)


def outline(archive: Archive) -> Outline:
    """The outline of a backup of Moodle 2 or later. Raises Broken."""
    told, activities, folders = Outline("", "", ""), [], []
    names = set(archive.names)
    for one in records(archive, ABOUT, ["activity", "section", *_ABOUT], inside=["information"]):
        if one.tag in _ABOUT:
            said = (one.text or "").strip()
            match one.tag:
                case "original_course_fullname":
                    told.title = said
                case "original_course_contextid":
                    told.course_context = said
                case _:
                    told.key = f"{told.key} {said}".strip()
        elif one.tag == "activity" and one.find("moduleid") is not None:
            activities.append(_listed(one))
        elif one.tag == "section" and one.find("sectionid") is not None:
            folders.append((_field(one, "sectionid"), _field(one, "title"), _field(one, "directory")))
    told.activities = [one for one in activities if f"{one.folder}/{one.kind}.xml" in names or one.folder]
    told.sections = sorted(
        (_section(archive, number, title, folder, at) for at, (number, title, folder) in enumerate(folders)),
        key=lambda section: section.position,
    )
    if "course/course.xml" in names:
        _course(told, read_xml(archive, "course/course.xml"))
    return told


_ABOUT = (
    "original_site_identifier_hash",
    "original_course_id",
    "original_course_fullname",
    "original_course_contextid",
)


def availability(element: Element | None) -> dict[str, object]:
    """When something opens, as Moodle says it: a tree of conditions; empty where it always is."""
    said = "" if element is None else (element.findtext("availability") or "").strip()
    if said in ("", NULL):
        return {}
    try:
        found = json.loads(said)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _course(told: Outline, element: Element) -> None:
    told.title = _field(element, "fullname") or told.title
    told.summary = _field(element, "summary")
    told.summary_form = _field(element, "summaryformat") or "1"
    told.language = _field(element, "lang")


def _listed(element: Element) -> Listed:
    return Listed(
        number=_field(element, "moduleid"),
        kind=_field(element, "modulename"),
        title=_field(element, "title"),
        folder=_field(element, "directory"),
        section=_field(element, "sectionid"),
    )


def _section(archive: Archive, number: str, title: str, folder: str, at: int) -> Section:
    made = Section(number, at, title if not title.isdigit() else "")
    name = f"{folder}/section.xml"
    if name not in archive.names:
        return made
    element = read_xml(archive, name)
    said = _field(element, "number")
    made.position = int(said) if said.isdigit() else at
    made.title = _field(element, "name") or made.title
    made.about, made.form = element.findtext("summary") or "", _field(element, "summaryformat") or "1"
    made.visible = _field(element, "visible") != "0"
    if _field(element, "component") == "mod_subsection":
        made.within = _field(element, "itemid")
    made.order = [one.strip() for one in _field(element, "sequence").split(",") if one.strip()]
    return made


def _field(element: Element, name: str) -> str:
    said = (element.findtext(name) or "").strip()
    return "" if said == NULL else said
