"""What Canvas adds to its cartridges: settings of the course, assignments, quizzes."""

import posixpath
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from cordee.core.errors import Refusal
from cordee.studio.course import Objective, Step
from cordee.studio.importers.cartridge.resources import PAGES, Resources
from cordee.studio.importers.manifest import Resource
from cordee.studio.importers.qti.responses import number
from cordee.studio.making import pages, title_of
from cordee.studio.markup import Element, read_xml, text_of

FOLDER = "course_settings"
# Settings without counterpart, and what holds something in each.
_ASIDE = {"rubrics.xml": "rubric", "grading_standards.xml": "gradingStandard", "events.xml": "event"}


@dataclass
class QuizMeta:
    """What stands beside a quiz: its settings, and its fuller form."""

    title: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    fuller: str | None = None
    note: str = ""


def quiz_of(here: Resources, resource: Resource) -> QuizMeta:
    """The settings of a quiz in what it depends on."""
    meta = QuizMeta()
    beside = [here.manifest.resources[one] for one in resource.depends if one in here.manifest.resources]
    names = [
        name
        for one in (resource, *beside)
        for reference in (*one.files, one.href)
        if (name := here.shelf.part(reference))
    ]
    for name in names:
        if posixpath.basename(name) == "assessment_meta.xml":
            here.shelf.seen(name)
            try:
                _quiz_settings(here, meta, read_xml(here.archive, name), posixpath.dirname(name))
            except Refusal as refusal:
                meta.note = refusal.message
        elif name.endswith(".xml.qti"):
            meta.fuller = name
    return meta


def _quiz_settings(here: Resources, meta: QuizMeta, root: Element, folder: str) -> None:
    meta.title = text_of(root, "title")
    description = root.find("description")
    meta.values["about"] = here.words(description.text or "", folder) if description is not None else ""
    minutes, attempts = number(text_of(root, "time_limit")), number(text_of(root, "allowed_attempts"))
    if minutes and minutes > 0:
        meta.values["minutes"] = min(1440, int(minutes))
    if attempts and attempts > 0:
        meta.values["attempts"] = min(100, int(attempts))
    if text_of(root, "show_correct_answers") == "false":
        meta.values["answers"] = "never"
    elif text_of(root, "show_correct_answers_last_attempt") == "true":
        meta.values["answers"] = "last"
    if "survey" in text_of(root, "quiz_type"):
        meta.note = _("It was a survey: it is a quiz that nobody grades.")
    if text_of(root, "due_at") or text_of(root, "lock_at"):
        meta.note = _("Its dates are not kept: each cohort has its own.")


def assignment_of(here: Resources, resource: Resource, title: str) -> list[Step]:
    """An assignment of Canvas: a page, and its settings beside it. Nothing where it is none."""
    settings = next(
        (one for one in resource.files if posixpath.basename(one) == "assignment_settings.xml"), None
    )
    name = here.shelf.part(settings) if settings else None
    page = here.file_of(resource, *PAGES)
    if name is None or page is None:
        return []
    here.shelf.seen(name)
    root = read_xml(here.archive, name, here.report)
    said, body = here.page(page)
    formats = {one.strip() for one in text_of(root, "submission_types").split(",")}
    title = title_of(title, text_of(root, "title"), said)
    if formats <= {"none", "not_graded", "on_paper", ""}:
        made = pages(title, body)
        here.report.kept("assignment", title)
        return made
    return [here.mission(title, body, formats)]


def course_of(here: Resources) -> list[Step]:
    """Title, description, outcomes and syllabus of the course; the steps that these make."""
    for name in _settings(here):
        here.shelf.seen(name)
    _described(here)
    _outcomes(here)
    for short, tag in _ASIDE.items():
        settings = here.shelf.part(f"{FOLDER}/{short}")
        root = _root(here, settings)
        if root is not None and root.find(f".//{tag}") is not None:
            here.report.adapted("settings", short, _("It has no counterpart here: it is kept as a file."))
    syllabus = here.shelf.part(f"{FOLDER}/syllabus.html")
    if syllabus is None:
        return []
    said, body = here.page(syllabus)
    here.report.kept("syllabus", said or _("Syllabus"))
    return pages(said or _("Syllabus"), body, "syllabus") if body else []


def kept_aside(here: Resources) -> list[str]:
    """Settings without counterpart that hold something: they stand among the files of the course."""
    found = []
    for short, tag in _ASIDE.items():
        name = here.shelf.part(f"{FOLDER}/{short}")
        root = _root(here, name)
        if name and root is not None and root.find(f".//{tag}") is not None:
            found.append(name)
    return found


def _described(here: Resources) -> None:
    root = _root(here, here.shelf.part(f"{FOLDER}/course_settings.xml"))
    if root is None:
        return
    here.course.title = title_of(text_of(root, "title"), here.course.title)
    here.course.summary = here.course.summary or text_of(root, "public_description")[:400]
    language = text_of(root, "locale")[:2].lower()
    here.course.language = language if language.isalpha() else here.course.language


def _outcomes(here: Resources) -> None:
    root = _root(here, here.shelf.part(f"{FOLDER}/learning_outcomes.xml"))
    for one in root.iter("learningOutcome") if root is not None else ():
        title = title_of(text_of(one, "title"), most=300)
        here.course.objectives.append(Objective(title, key=one.get("identifier") or title))
        here.report.kept("outcome", title)


def _settings(here: Resources) -> list[str]:
    return [one for one in here.archive.names if one.startswith(f"{FOLDER}/") and not one.endswith(".html")]


def _root(here: Resources, name: str | None) -> Element | None:
    try:
        return read_xml(here.archive, name) if name else None
    except Refusal:
        return None
