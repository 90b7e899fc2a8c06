"""Quizzes of a backup: which questions, from which banks, how often and how long."""

import json
import math
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cordee.paths.kinds import content
from cordee.studio.course import Course, Step
from cordee.studio.importers.banking import Banks, Unread
from cordee.studio.importers.moodle import kinds
from cordee.studio.importers.moodle.backup.bank import Questions
from cordee.studio.importers.moodle.backup.place import Place
from cordee.studio.importers.moodle.question_file import take
from cordee.studio.making import pages
from cordee.studio.markup import Element, read_xml
from cordee.studio.report import Report

_AFTER, _LATER, _CLOSED = 0x01000, 0x00100, 0x00010  # when something of an attempt may be looked at
_LONGEST_ABOUT = 5_000


@dataclass
class Bank:
    """What became of the questions: keys by number and by entry, banks by category."""

    keys: dict[str, list[str]] = field(default_factory=dict)
    entries: dict[str, list[str]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)  # of what is no question
    banks: dict[str, str] = field(default_factory=dict)  # keys of banks by category
    drawn: dict[str, str] = field(default_factory=dict)


def fill_banks(found: Questions, course: Course, banks: Banks, unread: Unread, report: Report) -> Bank:
    """All questions into their banks."""
    made = Bank(drawn=found.drawn)
    for one in found.found:
        name = found.path(one.category) or course.title
        with report.trying(_("question"), one.told.name):
            if one.told.kind in kinds.WITHOUT_QUESTION:
                made.texts[one.identifier] = made.texts[f"entry {one.entry}"] = one.told.words(one.told.text)
                continue
            keys = take(one.told, course, name, banks, unread, report)
            made.keys[one.identifier] = keys
            if one.entry:
                made.entries[one.entry] = keys
            if keys:
                made.banks[one.category] = banks.by_name[name].key
    course.banks += [bank for bank in banks.by_name.values() if bank.questions]
    return made


def quiz(at: Place, bank: Bank) -> list[Step]:
    """A quiz; what is said between its questions stands above it, on a page of its own where it is long."""
    slots = _Slots(at, bank)
    for one in at.element.iterfind("question_instances/question_instance"):
        slots.add(one)
    if not slots.any and at.field("questions"):
        for number in at.field("questions").split(","):
            slots.add_number(number.strip(), 1.0)
    _say_what_is_left_out(at)
    about = "\n\n".join(part for part in (at.intro, *slots.texts) if part)
    first = pages(at.name(), about, f"{at.key} about") if len(about) > _LONGEST_ABOUT else []
    values = {
        "about": "" if first else about,
        "questions": slots.keys,
        "draws": [{"bank": key, "count": min(count, 500)} for key, count in slots.draws.items()],
        "shuffle": at.field("shufflequestions") == "1" or _shuffled(at.element),
        "attempts": min(at.number("attempts_number") or at.number("attempts"), 100) or None,
        "minutes": min(math.ceil(at.number("timelimit") / (1 if at.old else 60)), 1440) or None,
        "pass_at": _pass_at(at),
        "answers": _answers(at),
    }
    return [*first, Step("quiz", at.name(), content("quiz", values), key=at.key)]


@dataclass
class _Slots:
    """What stands in a quiz, in its order."""

    at: Place
    bank: Bank
    keys: list[str] = field(default_factory=list)
    draws: dict[str, int] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    any: bool = False

    def add(self, slot: Element) -> None:
        """What stands in one slot, as each version of Moodle says it."""
        at = self.at
        points = _float(at.field("maxmark", slot) or at.field("grade", slot))
        entry = at.field("question_reference/questionbankentryid", slot)
        if entry:
            self.any = True
            self._ask(self.bank.entries.get(entry), self.bank.texts.get(f"entry {entry}"), points)
        elif condition := at.field("question_set_reference/filtercondition", slot):
            self.any = True
            self._draw(_category_of(condition))
        elif number := at.field("questionid", slot) or at.field("question", slot):
            self.add_number(number, points)

    def add_number(self, number: str, points: float) -> None:
        """A question by its number; 0 begins a new page."""
        if number in ("", "0"):
            return
        self.any = True
        if number in self.bank.drawn:
            self._draw(self.bank.drawn[number])
        else:
            self._ask(self.bank.keys.get(number), self.bank.texts.get(number), points)

    def _ask(self, keys: list[str] | None, text: str | None, points: float) -> None:
        if text:
            self.texts.append(text)
        elif keys:
            self.keys += [key for key in keys if key not in self.keys]
            _weigh(self.at.course, keys, points)
        else:
            self.at.adapt(_("Some of its questions could not be kept."))

    def _draw(self, category: str) -> None:
        key = self.bank.banks.get(category)
        if key:
            self.draws[key] = self.draws.get(key, 0) + 1
        else:
            self.at.adapt(_("It draws questions by chance from a bank that is not in the package."))


def _weigh(course: Course, keys: list[str], points: float) -> None:
    """A quiz weighs its questions by itself; the last quiz that asks one has its say."""
    if points <= 0:
        return
    wanted = set(keys)
    for bank in course.banks:
        for asked in bank.questions:
            if asked.key in wanted:
                share = round(points / len(keys), 4)
                asked.question = asked.question.model_copy(update={"points": share})


def _category_of(condition: str) -> str:
    """The category that a random question draws from, as the versions of Moodle 4 say it."""
    try:
        said = json.loads(condition)
        if "questioncategoryid" in said:
            return str(said["questioncategoryid"])
        return str(said["filter"]["category"]["values"][0])
    except (ValueError, LookupError, TypeError):
        return ""


def _shuffled(element: Element) -> bool:
    return any(
        (one.findtext("shufflequestions") or "").strip() == "1"
        for one in element.iterfind("sections/section")
    )


def _answers(at: Place) -> str:
    """When the right answers are shown."""
    said = at.field("reviewrightanswer")
    if not said.isdigit():
        return "each"
    when = int(said)
    if when & (_AFTER | _LATER):
        return "each"
    return "last" if when & _CLOSED else "never"


def _pass_at(at: Place) -> float:
    """The share from which it is passed, by the book of grades."""
    name = at.part.rpartition("/")[0] + "/grades.xml"
    if name not in at.archive.names:
        return 0.0
    for item in read_xml(at.archive, name).iterfind(".//grade_item"):
        wanted, most = _float(item.findtext("gradepass") or ""), _float(item.findtext("grademax") or "")
        if wanted > 0 and most > 0:
            return round(min(1.0, wanted / most), 4)
    return 0.0


def _say_what_is_left_out(at: Place) -> None:
    if at.field("password"):
        at.adapt(_("Its password was left out."))
    if at.number("timeopen") or at.number("timeclose"):
        at.adapt(_("Dates belong to a session: set deadlines there."))
    if any((one.text or "").strip() for one in at.element.iterfind("feedbacks/feedback/feedbacktext")):
        at.adapt(_("What it says by the score at the end was left out."))


def _float(text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return 0.0
