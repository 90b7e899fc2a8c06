"""Questions on their way into banks and quizzes, and what is no question beside them: shared by all that brings QTI."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from cordee.paths.questions import Question
from cordee.studio.course import Asked, Bank, Course, Module, Step
from cordee.studio.making import aside, step, title_of
from cordee.studio.report import Report
from cordee.studio.shelf import Shelf

# A quiz of more questions than anybody answers draws some of them.
MOST_ASKED, DRAWN = 100, 20


@dataclass
class Gathering:
    """The questions of one test or bank, and the steps that stand beside them."""

    course: Course
    report: Report
    shelf: Shelf
    bank: Bank
    steps: list[Step] = field(default_factory=list)

    def take(
        self, name: str, key: str, questions: list[Question], steps: list[Step], notes: list[str], what: str
    ) -> list[str]:
        """Keep what an item became; the keys of its questions."""
        keys = []
        for at, one in enumerate(questions):
            own = f"{key}/{at + 1}" if len(questions) > 1 else key
            self.bank.questions.append(Asked(one, own))
            keys.append(own)
        for at, each in enumerate(steps):
            each.key = each.key or f"{key}/step{at + 1}"
            self.steps.append(each)
        if notes:
            self.report.adapted(what, name, " ".join(notes))
        else:
            self.report.kept(what, name)
        return keys

    def unfit(self, name: str, key: str, why: str, source: bytes, text: str, what: str) -> None:
        """Nothing of ours can hold it: a page says so and keeps its source."""
        said = _("This question has no counterpart here: %s. Its source is kept below.") % why.rstrip(".")
        self.steps.append(
            aside(name, said, self.shelf, {f"{title_of(name, most=60)}.xml": source}, key=key, body=text)
        )
        self.report.adapted(what, name, said)

    def close(self) -> None:
        """Keep the bank, where it holds something."""
        if self.bank.questions:
            self.course.banks.append(self.bank)


def gathering(course: Course, report: Report, shelf: Shelf, title: str, key: str) -> Gathering:
    """A bank to fill."""
    return Gathering(course, report, shelf, Bank(title_of(title), key))


def quiz_of_all(gathered: Gathering, title: str, key: str, values: dict[str, Any]) -> Step:
    """A quiz of all the questions of a bank; of some, drawn, where they are many."""
    keys = [one.key for one in gathered.bank.questions]
    if len(keys) <= MOST_ASKED:
        return step("quiz", title, {"questions": keys, **values}, key=key)
    gathered.report.adapted(
        "quiz",
        title,
        _("It has %(count)s questions: each attempt draws %(drawn)s of them.")
        % {"count": len(keys), "drawn": DRAWN},
    )
    return step("quiz", title, {"draws": [{"bank": gathered.bank.key, "count": DRAWN}], **values}, key=key)


def module_of(gathered: Gathering, title: str, quizzes: list[Step]) -> Module | None:
    """A module with these quizzes and what stands beside them."""
    steps = [*quizzes, *gathered.steps]
    return Module(title_of(title), steps=steps) if steps else None
