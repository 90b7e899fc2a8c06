"""The clock of a question: peers, then experts, then the facilitators, until it is answered. Without a database."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from cordee.asks.choosing import Stage
from cordee.asks.hours import Hours

GRACE = timedelta(
    minutes=10
)  # to correct it, or to find its answer among those shown, before others are asked
FRESH = timedelta(days=3)  # a question that is older when the journal hears of it (imports) asks nobody
REMINDERS = 3  # how often facilitators hear of the same question again; it stays in their list


class State(StrEnum):
    """Where a question stands: people are being asked, somebody replied, somebody took it, or it is over."""

    WAITING = "waiting"
    REPLIED = "replied"
    OWNED = "owned"
    ENDED = "ended"


class Ending(StrEnum):
    """How it ended. ``off``: who asked wants nobody to be asked."""

    NONE = ""
    ANSWERED = "answered"
    DUPLICATE = "duplicate"
    REMOVED = "removed"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Pace:
    """How long each stage lasts, in working hours, and which hours those are."""

    hours: Hours = field(default_factory=Hours)
    peers: int = 9
    experts: int = 18
    facilitators: int = 27

    def until(self, stage: Stage, now: datetime) -> datetime:
        """When a stage that begins now is over."""
        spans = {Stage.PEERS: self.peers, Stage.EXPERTS: self.experts, Stage.FACILITATORS: self.facilitators}
        return self.hours.after(now, spans[stage])


@dataclass(frozen=True, slots=True)
class Course:
    """How far a question has come. ``due_at``: when the clock looks again (None: never by itself).

    ``reminded``: how often facilitators were told.
    """

    state: State = State.WAITING
    stage: Stage = Stage.NOBODY
    stage_ends_at: datetime | None = None
    due_at: datetime | None = None
    ending: Ending = Ending.NONE
    reminded: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """What happened to the question meanwhile. ``owned_until``: somebody took it, until then."""

    ending: Ending = Ending.NONE
    replied: bool = False
    owned_until: datetime | None = None


Ask = Callable[[Stage], bool]


def advance(course: Course, facts: Facts, pace: Pace, now: datetime, ask: Ask) -> Course:
    """The course after looking at the clock and at what happened. Looking twice at the same moment changes nothing.

    ``ask(stage)`` asks as many people of a stage as are wanted, and says whether anybody of it is being asked now;
    for ``FACILITATORS`` it tells them. A stage in which nobody can be asked is passed over at once.
    """
    if facts.ending:
        return replace(course, state=State.ENDED, ending=facts.ending, due_at=None)
    if facts.replied:
        return replace(course, state=State.REPLIED, ending=Ending.NONE, due_at=None)
    if facts.owned_until is not None and now < facts.owned_until:
        return replace(course, state=State.OWNED, ending=Ending.NONE, due_at=facts.owned_until)
    stage, goes_on = _stage_now(course, now)
    if goes_on:
        if stage == Stage.FACILITATORS or ask(stage):
            return replace(course, due_at=course.stage_ends_at)
        stage = _next(stage)
    while stage < Stage.FACILITATORS and not ask(stage):
        stage = _next(stage)
    ends_at = pace.until(stage, now)
    if stage < Stage.FACILITATORS:
        return Course(State.WAITING, stage, ends_at, ends_at, reminded=course.reminded)
    return _with_facilitators(course, ends_at, ask)


def _stage_now(course: Course, now: datetime) -> tuple[Stage, bool]:
    """The stage to be in, and whether that is the one which goes on."""
    if course.stage == Stage.NOBODY:
        return Stage.PEERS, False
    if course.state == State.OWNED:  # who took it could not: on it goes
        return _next(course.stage), False
    if course.state != State.WAITING:  # it is open again
        return course.stage, False
    if course.stage_ends_at is not None and now < course.stage_ends_at:
        return course.stage, True
    if course.stage == Stage.FACILITATORS and course.stage_ends_at is None:
        return course.stage, True
    return _next(course.stage), False


def _with_facilitators(course: Course, ends_at: datetime, ask: Ask) -> Course:
    """They are told, and reminded some times; then it stays in their list without another word."""
    told = course.reminded if course.state == State.WAITING else 0
    ask(Stage.FACILITATORS)
    again = ends_at if told < REMINDERS else None
    return Course(State.WAITING, Stage.FACILITATORS, again, again, reminded=told + 1)


def _next(stage: Stage) -> Stage:
    return Stage(min(stage + 1, Stage.FACILITATORS))
