"""The demo's learning paths and who takes them: the files of ``content/paths/``, read, checked and made into courses.

They stand in French alone, as a training organisation in Lyon writes them.
"""

import tomllib
from datetime import date, time, timedelta
from functools import cache
from typing import Any, Literal

from cordee.demo.content import FOLDER, At, Entry, Keys, Words
from cordee.paths.kinds import content as activity_content
from cordee.paths.questions import question
from cordee.studio.course import Asked, Bank, Course, Module, Objective, Step
from cordee.studio.keys import Keys as Identifiers


class StepEntry(Entry):
    """An activity; ``content`` is of its kind's own form, ``after`` the steps that come first."""

    key: str
    kind: str
    title: Words
    minutes: int
    objectives: Keys
    required: bool = True
    after: Keys = ()
    content: dict[str, Any]


class ModuleEntry(Entry):
    """A stage."""

    key: str
    title: Words
    about: Words
    steps: tuple[StepEntry, ...]


class ObjectiveEntry(Entry):
    """What one can do at the end."""

    key: str
    text: Words
    skills: Keys


class QuestionEntry(Entry):
    """A question; ``content`` is of its kind's own form."""

    key: str
    kind: str
    content: dict[str, Any]


class BankEntry(Entry):
    """Questions on one subject."""

    key: str
    title: Words
    questions: tuple[QuestionEntry, ...]


class PathEntry(Entry):
    """A path, who wrote it and when."""

    slug: str
    title: Words
    summary: Words
    authors: Keys
    written: At
    sheet: dict[str, str | int]
    objectives: tuple[ObjectiveEntry, ...]
    modules: tuple[ModuleEntry, ...]
    banks: tuple[BankEntry, ...] = ()

    @property
    def steps(self) -> list[StepEntry]:
        """All of them, in order."""
        return [step for module in self.modules for step in module.steps]


class LearnerEntry(Entry):
    """Somebody of a cohort: when they came in, how many steps they did, around which hour, until how many days ago."""

    at: At
    done: int
    hour: int
    last: int
    left: At | None = None
    why: str = ""


class DeadlineEntry(Entry):
    """Until which day (counted from the day of loading) a step should be done; an extension is ``for`` somebody."""

    step: str
    on: int
    whose: str = ""
    at: At | None = None
    why: str = ""


class VerdictEntry(Entry):
    """What was said of a work."""

    by: str
    kind: Literal["validated", "more"]
    note: str = ""


class WorkEntry(Entry):
    """An explanation, or a mission that was told, with what one took from it and what became of it."""

    by: str
    step: str
    text: Words
    reflection: str = ""
    verdicts: tuple[VerdictEntry, ...] = ()
    useful: Keys = ()


class SaidEntry(Entry):
    """A reply."""

    by: str
    text: Words


class StepPostEntry(Entry):
    """A contribution at a step, and its replies."""

    by: str
    step: str
    kind: Literal["discussion", "question", "experience", "tip"]
    title: Words
    text: Words
    useful: Keys = ()
    replies: tuple[SaidEntry, ...] = ()


class WorkshopEntry(Entry):
    """A workshop, so many days from the day of loading; ``absent`` says why, ``late`` is who came after all."""

    title: Words
    about: Words = ""
    planned: At
    on: int
    starts: time
    ends: time
    place: str = ""
    link: str = ""
    capacity: int | None = None
    step: str = ""
    trainers: Keys
    coming: Keys = ()
    declined: Keys = ()
    drawn: Keys = ()
    absent: dict[str, str] = {}
    late: str = ""
    materials: dict[str, str] = {}


class CohortEntry(Entry):
    """A group that takes the path; ``starts`` and ``ends`` are counted in days from the day of loading."""

    title: Words
    opened: At
    starts: int
    ends: int
    closed: At | None = None
    capacity: int
    entry: Literal["hand", "self"]
    leads: Keys
    tutors: Keys
    welcome: Words
    learners: dict[str, LearnerEntry]
    deadlines: tuple[DeadlineEntry, ...] = ()
    works: tuple[WorkEntry, ...] = ()
    posts: tuple[StepPostEntry, ...] = ()
    workshops: tuple[WorkshopEntry, ...] = ()

    def day(self, today: date, offset: int) -> date:
        """That day, when loaded on ``today``."""
        return today + timedelta(days=offset)


class LearningEntry(Entry):
    """A path with the cohort that takes it."""

    path: PathEntry
    cohort: CohortEntry


@cache
def learning() -> dict[str, LearningEntry]:
    """Everything, by key, read once. Raises pydantic.ValidationError with the place of each mistake."""
    return {
        folder.name: LearningEntry.model_validate(
            {
                name: tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
                for name in ("path", "cohort")
            }
        )
        for folder in sorted((FOLDER / "paths").iterdir())
    }


def identifiers(key: str) -> Identifiers:
    """What the things of this path are called in the database: the same whenever it is loaded."""
    return Identifiers(f"demo/{key}")


def course_of(key: str, entry: PathEntry) -> Course:
    """The path as a course that can be taken in. Raises Invalid where an activity or a question is not of its form."""
    return Course(
        key=f"demo/{key}",
        title=entry.title,
        summary=entry.summary,
        sheet=dict(entry.sheet),
        objectives=[Objective(one.text, list(one.skills), one.key) for one in entry.objectives],
        modules=[
            Module(one.title, one.about, [_step(step) for step in one.steps], one.key)
            for one in entry.modules
        ],
        banks=[
            Bank(
                one.title,
                one.key,
                [Asked(question(asked.kind, asked.content), asked.key) for asked in one.questions],
            )
            for one in entry.banks
        ],
    )


def _step(entry: StepEntry) -> Step:
    return Step(
        kind=entry.kind,
        title=entry.title,
        content=activity_content(entry.kind, entry.content),
        key=entry.key,
        minutes=entry.minutes,
        required=entry.required,
        objectives=list(entry.objectives),
        release={"after": list(entry.after)} if entry.after else {},
    )
