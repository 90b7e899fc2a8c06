"""A test of QTI 2 or 3 as a quiz: its sections in their order, what they select as draws."""

import posixpath
import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from cordee.core.errors import Invalid, Refusal
from cordee.media.archive import Archive
from cordee.studio.course import Course, Module, Step
from cordee.studio.importers.manifest import at
from cordee.studio.importers.qti.items import read_item
from cordee.studio.importers.qti.making import Unfit
from cordee.studio.importers.qti.names import plain
from cordee.studio.importers.qti.quizzes import Gathering, gathering, module_of, quiz_of_all
from cordee.studio.importers.qti.responses import number
from cordee.studio.making import step, title_of
from cordee.studio.markup import Element, inner, outer, read_xml
from cordee.studio.report import Report
from cordee.studio.shelf import Shelf

DEEPEST = 12


@dataclass
class _Asked:
    """What a quiz asks so far."""

    questions: list[str] = field(default_factory=list)
    draws: list[dict[str, Any]] = field(default_factory=list)
    about: list[str] = field(default_factory=list)
    shuffle: bool = False


class Items:
    """The items of a package, each read once."""

    def __init__(self, archive: Archive, course: Course, report: Report, shelf: Shelf) -> None:
        self.archive, self.course, self.report, self.shelf = archive, course, report, shelf
        self.known: dict[str, list[str]] = {}
        self.keys: set[str] = set()

    def add(self, name: str, gathered: Gathering, key: str = "") -> list[str]:
        """The keys of the questions of the item in a part."""
        if name in self.known:
            return self.known[name]
        self.shelf.seen(name)
        try:
            root = plain(read_xml(self.archive, name, self.report))
        except Refusal as refusal:
            self.report.refused("item", name, refusal.message)
            return []
        items = [root] if root.tag == "assessmentItem" else list(root.iter("assessmentItem"))
        found = []
        for at_, item in enumerate(items):
            own = key or item.get("identifier") or name
            found += self.one(item, name, gathered, own if at_ == 0 else f"{own}-{at_ + 1}")
        self.known[name] = found
        return found

    def one(self, item: Element, name: str, gathered: Gathering, key: str) -> list[str]:
        """The keys of the questions of an item."""
        key = self._once(key)
        title = title_of(item.get("title"), item.get("identifier"), name)
        source = outer(item)
        if item.find("itemBody") is None or not len(item.find("itemBody")):
            self.report.refused("item", title, _("It asks nothing."))
            return []
        try:
            made = read_item(item, posixpath.dirname(name), self.archive, self.shelf)
        except Unfit as unfit:
            gathered.unfit(title, key, str(unfit), source, unfit.text, "item")
            return []
        except (RecursionError, OverflowError, ArithmeticError):
            gathered.unfit(title, key, _("it cannot be read"), source, "", "item")
            return []
        return gathered.take(title, key, made.questions, made.steps, made.notes, "item")

    def _once(self, key: str) -> str:
        count, own = 1, key
        while own in self.keys:
            count += 1
            own = f"{key}-{count}"
        self.keys.add(own)
        return own


class Assessment:
    """One test."""

    def __init__(self, items: Items, name: str) -> None:
        self.items, self.name = items, name
        self.folder = posixpath.dirname(name)
        self.course, self.report, self.shelf = items.course, items.report, items.shelf

    def read(self) -> Module | None:
        """The module of this test."""
        self.shelf.seen(self.name)
        root = plain(read_xml(self.items.archive, self.name, self.report))
        test = root if root.tag == "assessmentTest" else root.find(".//assessmentTest")
        if test is None:
            return None
        title = title_of(test.get("title"), test.get("identifier"))
        gathered = gathering(self.course, self.report, self.shelf, title, test.get("identifier") or self.name)
        asked = _Asked()
        for part in test.iter("testPart"):
            self._section(part, gathered, asked, 0)
        gathered.close()
        quiz = self._quiz(test, title, gathered, asked)
        self._feedback(test, title)
        return module_of(gathered, title, [quiz] if quiz else [])

    def _section(self, section: Element, gathered: Gathering, asked: _Asked, depth: int) -> None:
        for rubric in section.iterchildren("rubricBlock"):
            asked.about.append(self.shelf.words(inner(rubric), self.folder))
        ordering = section.find("ordering")
        asked.shuffle = asked.shuffle or (ordering is not None and ordering.get("shuffle") == "true")
        select = (
            number(section.find("selection").get("select")) if section.find("selection") is not None else None
        )
        own = gathered
        if select and section.tag == "assessmentSection":
            title = title_of(section.get("title"), section.get("identifier"))
            key = f"{gathered.bank.key}/{section.get('identifier')}"
            own = gathering(self.course, self.report, self.shelf, title, key)
        within = _Asked() if own is not gathered else asked
        for child in section.iterchildren("assessmentItemRef", "assessmentSection", "assessmentSectionRef"):
            if child.tag == "assessmentItemRef":
                self._item(child, own, within)
            elif child.tag == "assessmentSectionRef":
                self._elsewhere(child, own, within, depth)
            elif depth < DEEPEST:
                self._section(child, own, within, depth + 1)
        if own is not gathered:
            own.close()
            gathered.steps += own.steps
            asked.about += within.about
            asked.draws += within.draws
            if within.questions:
                count = max(1, min(int(select or 1), len(within.questions)))
                asked.draws.append({"bank": own.bank.key, "count": count})

    def _item(self, reference: Element, gathered: Gathering, asked: _Asked) -> None:
        address = reference.get("href") or ""
        name = self.shelf.part(at(self.folder, address)) or self.shelf.likely(address)
        if name is None:
            self.report.refused(
                "item", reference.get("identifier") or address, _("“%s” is not in the package.") % address
            )
            return
        asked.questions += self.items.add(name, gathered, reference.get("identifier") or "")
        if reference.find("preCondition") is not None or reference.find("branchRule") is not None:
            self.report.adapted(
                "item", address, _("It was asked only after some answers: it is always asked.")
            )

    def _elsewhere(self, reference: Element, gathered: Gathering, asked: _Asked, depth: int) -> None:
        name = self.shelf.part(at(self.folder, reference.get("href") or ""))
        if name is None or depth >= DEEPEST:
            self.report.refused("section", reference.get("href") or "", _("It is not in the package."))
            return
        self.shelf.seen(name)
        held, self.folder = self.folder, posixpath.dirname(name)
        self._section(plain(read_xml(self.items.archive, name, self.report)), gathered, asked, depth + 1)
        self.folder = held

    def _quiz(self, test: Element, title: str, gathered: Gathering, asked: _Asked) -> Step | None:
        if not asked.questions and not asked.draws:
            return None
        values = {
            "about": "\n\n".join(dict.fromkeys(part for part in asked.about if part)),
            "shuffle": asked.shuffle,
            "minutes": _minutes(test),
            "attempts": _attempts(test),
            "draws": asked.draws,
        }
        key = f"quiz-{gathered.bank.key}"
        try:
            if len(asked.questions) > 100 and not asked.draws:
                values.pop("draws")
                made = quiz_of_all(gathered, title, key, values)
            else:
                made = step(
                    "quiz", title, {**values, "questions": list(dict.fromkeys(asked.questions))}, key=key
                )
        except Invalid as refusal:
            self.report.refused("test", title, "; ".join(refusal.fields.values()))
            return None
        self.report.kept("test", title)
        return made

    def _feedback(self, test: Element, title: str) -> None:
        if test.find(".//testFeedback") is not None:
            self.report.adapted(
                "testFeedback", title, _("What a test says at its end by its score is not kept.")
            )
        if test.find(".//outcomeProcessing//outcomeIf") is not None:
            self.report.adapted(
                "outcomeProcessing", title, _("Scores of the test are the sum of its questions.")
            )


def _minutes(test: Element) -> int | None:
    """The time limit of the whole test."""
    for limits in (test.find("timeLimits"), *test.iterfind("testPart/timeLimits")):
        seconds = number(limits.get("maxTime")) if limits is not None else None
        if seconds and seconds > 0:
            return min(1440, max(1, round(seconds / 60)))
    return None


def _attempts(test: Element) -> int | None:
    """A quiz is attempted as a whole: only a single attempt is the same."""
    control = test.find("testPart/itemSessionControl")
    return None if control is None or not re.fullmatch(r"1", control.get("maxAttempts") or "") else 1
