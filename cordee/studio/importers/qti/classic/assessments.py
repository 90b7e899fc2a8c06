"""Assessments and banks of QTI 1.2, in banks and quizzes of ours."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.studio.course import Course, Step
from cordee.studio.importers.qti.classic.items import ClassicItem
from cordee.studio.importers.qti.classic.words import Words
from cordee.studio.importers.qti.making import Unfit
from cordee.studio.importers.qti.quizzes import Gathering, gathering, quiz_of_all
from cordee.studio.importers.qti.responses import number
from cordee.studio.making import step, title_of
from cordee.studio.markup import Element, outer, text_of
from cordee.studio.report import Report
from cordee.studio.shelf import Shelf


@dataclass
class Place:
    """Where a file of questions goes: its course, and what its texts point to."""

    course: Course
    report: Report
    shelf: Shelf
    words: Words
    keys: set[str]


def read_assessment(
    assessment: Element, place: Place, key: str, values: dict[str, Any], title: str = ""
) -> list[Step]:
    """The steps of an assessment: its quiz, and what stands beside it. ``values``: what else is known of the quiz."""
    title = title_of(title, assessment.get("title"), assessment.get("ident"))
    gathered = gathering(place.course, place.report, place.shelf, title, key)
    questions: list[str] = []
    draws: list[dict[str, Any]] = []
    for section in assessment.iterchildren("section"):
        _section(section, place, gathered, questions, draws, 0)
    for item in assessment.iterchildren("item"):
        questions += add_item(item, place, gathered)
    gathered.close()
    said = {**_settings(assessment), **values}
    about = "\n\n".join(
        text
        for one in assessment.iterchildren("presentation_material", "rubric")
        if (text := place.words.of(one))
    )
    if about:
        said["about"] = "\n\n".join(part for part in (said.get("about") or "", about) if part)
    try:
        if len(questions) > 100 and not draws:
            quiz = quiz_of_all(gathered, title, key, said)
        elif questions or draws:
            quiz = step("quiz", title, {**said, "questions": questions, "draws": draws}, key=key)
        else:
            if not gathered.steps:
                place.report.refused("assessment", title, _("It asks nothing."))
            return gathered.steps
    except Invalid as refusal:
        place.report.refused("assessment", title, "; ".join(refusal.fields.values()))
        return gathered.steps
    place.report.kept("assessment", title)
    return [quiz, *gathered.steps]


def read_bank(bank: Element, place: Place, key: str, title: str = "") -> Gathering:
    """The questions of a bank, and the steps beside them."""
    fields = {
        text_of(one, "fieldlabel").lower(): text_of(one, "fieldentry")
        for one in bank.iter("qtimetadatafield")
    }
    title = title_of(title, fields.get("bank_title"), bank.get("title"), bank.get("ident"), _("Questions"))
    gathered = gathering(place.course, place.report, place.shelf, title, key)
    for item in bank.iter("item"):
        add_item(item, place, gathered)
    gathered.close()
    return gathered


def add_item(item: Element, place: Place, gathered: Gathering) -> list[str]:
    """The keys of the questions of an item."""
    key, count = item.get("ident") or "item", 1
    while (own := key if count == 1 else f"{key}-{count}") in place.keys:
        count += 1
    place.keys.add(own)
    title = title_of(item.get("title"), item.get("ident"))
    try:
        made = ClassicItem(item, place.words).read()
    except Unfit as unfit:
        gathered.unfit(title, own, str(unfit), outer(item), unfit.text, "item")
        return []
    except (RecursionError, ArithmeticError, ValueError):
        gathered.unfit(title, own, _("it cannot be read"), outer(item), "", "item")
        return []
    return gathered.take(title, own, made.questions, made.steps, made.notes, "item")


def _section(
    section: Element,
    place: Place,
    gathered: Gathering,
    questions: list[str],
    draws: list[dict[str, Any]],
    depth: int,
) -> None:
    """A section that selects some of its items is a bank to draw from."""
    select = section.find(".//selection_number") if section.find("selection_ordering") is not None else None
    count = number(text_of(select)) if select is not None else None
    reference = text_of(section, "selection_ordering/selection/sourcebank_ref")
    if count and reference:
        draws.append({"bank": reference, "count": max(1, min(500, int(count)))})
        gathered.report.kept("section", title_of(section.get("title"), section.get("ident")))
        return
    own: list[str] = []
    target = gathered
    if count:
        target = gathering(
            place.course, place.report, place.shelf, title_of(section.get("title"), gathered.bank.title),
            f"{gathered.bank.key}/{section.get('ident')}",
        )  # fmt: skip
    for child in section.iterchildren("item", "section", "itemref"):
        if child.tag == "item":
            own += add_item(child, place, target)
        elif child.tag == "section" and depth < 12:
            _section(child, place, target, own, draws, depth + 1)
        elif child.tag == "itemref" and child.get("linkrefid"):
            own.append(child.get("linkrefid"))
    if target is not gathered:
        target.close()
        gathered.steps += target.steps
        if target.bank.questions:
            draws.append(
                {"bank": target.bank.key, "count": max(1, min(int(count or 1), len(target.bank.questions)))}
            )
    else:
        questions += own


def _settings(assessment: Element) -> dict[str, Any]:
    fields = {
        text_of(one, "fieldlabel").lower(): text_of(one, "fieldentry")
        for one in assessment.iterfind("qtimetadata/qtimetadatafield")
    }
    said: dict[str, Any] = {}
    minutes = number(fields.get("qmd_timelimit"))
    if minutes and minutes > 0:
        said["minutes"] = min(1440, max(1, round(minutes)))
    attempts = number(fields.get("cc_maxattempts"))
    if attempts and attempts >= 1:
        said["attempts"] = min(100, int(attempts))
    return said
