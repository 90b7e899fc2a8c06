"""Moodle's lessons: pages to read, with questions between them that become quizzes. Where one goes next is the order."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cordee.paths.kinds import content
from cordee.studio.course import Step
from cordee.studio.importers.banking import Banks, Unread
from cordee.studio.importers.moodle.backup.files import placed
from cordee.studio.importers.moodle.backup.place import Place
from cordee.studio.importers.moodle.question_file import take
from cordee.studio.importers.moodle.told import Answer, Text, Told
from cordee.studio.making import pages
from cordee.studio.markup import Element

_KINDS = {
    "1": "shortanswer",
    "2": "truefalse",
    "3": "multichoice",
    "5": "match",
    "8": "numerical",
    "10": "essay",
}
_CONTENT = "20"
_MATCH_SAYS = 2  # the first two answers of a matching page are what is said to who was right, or wrong


@dataclass
class _Lesson:
    """The steps so far; ``asked`` waits for the end of its row of questions."""

    steps: list[Step] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


def lesson(at: Place, banks: Banks, unread: Unread) -> list[Step]:
    """Its pages in their order."""
    made = _Lesson(pages(at.name(), at.intro, f"{at.key} about") if at.intro else [])
    branching = False
    for page in _in_order(at):
        kind, number = at.field("qtype", page), page.get("id") or at.field("id", page)
        jumps = {at.field("jumpto", one) for one in page.iterfind("answers/answer")}
        branching = branching or any(jump.isdigit() and jump != "0" for jump in jumps)
        if kind == _CONTENT:
            _close(at, made)
            body = at.words("contents", page, "page_contents", number)
            made.steps += pages(at.name(at.field("title", page)), body, f"{at.key} {number}")
        elif kind in _KINDS:
            told = _told(at, page, number, _KINDS[kind])
            made.asked += take(told, at.course, at.title, banks, unread, at.report)
    _close(at, made)
    if branching:
        at.adapt(_("It branched: its pages stand one after the other."))
    return made.steps


def _close(at: Place, made: _Lesson) -> None:
    if made.asked:
        values = {"questions": made.asked}
        title, key = at.name(_("Questions")), f"{at.key} quiz {made.asked[0]}"
        made.steps.append(Step("quiz", title, content("quiz", values), key=key))
        made.asked = []


def _in_order(at: Place) -> list[Element]:
    """Pages are a chain: each names the one before it."""
    pages_of = list(at.element.iterfind("pages/page"))
    by_previous = {at.field("prevpageid", one): one for one in pages_of}
    ordered: list[Element] = []
    at_page = by_previous.get("0")
    while at_page is not None and len(ordered) < len(pages_of):
        ordered.append(at_page)
        at_page = by_previous.get(at_page.get("id") or at.field("pageid", at_page) or at.field("id", at_page))
    return ordered if len(ordered) == len(pages_of) else pages_of


def _told(at: Place, page: Element, number: str, kind: str) -> Told:
    found = list(page.iterfind("answers/answer"))
    if kind == "match":
        found = found[_MATCH_SAYS:]
    # Old lessons have no scores: going on is right there.
    scored = any(at.number("score", one) > 0 for one in found)
    answers = [
        Answer(
            text=_text(at, one, "answer_text", "page_answers")
            or _text(at, one, "answertext", "page_answers"),
            share=float(at.number("score", one) > 0 if scored else at.field("jumpto", one) == "-1"),
            feedback=_text(at, one, "response", "page_responses"),
        )
        for one in found
    ]
    if kind == "multichoice" and at.field("qoption", page) == "1":
        right = sum(one.share for one in answers) or 1
        for one in answers:
            one.share = one.share / right if one.share else -1 / right
    return Told(
        key=f"{at.key} {number}",
        name=at.field("title", page),
        kind=kind,
        text=_text(at, page, "contents", "page_contents"),
        texts=at.texts,
        answers=answers,
        pairs=[(one.text, one.feedback.text) for one in answers],
        options={
            "single": "0" if at.field("qoption", page) == "1" else "1",
            "usecase": at.field("qoption", page) if kind == "shortanswer" else "",
        },
    )


def _text(at: Place, element: Element, name: str, area: str) -> Text:
    said = element.findtext(name) or ""
    number = element.get("id") or at.field("id", element)
    form = at.field(f"{name.replace('_', '').removesuffix('text')}format", element) or "1"
    return Text(placed(said, area, number), form)
