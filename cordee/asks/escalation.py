"""The clock of a question: peers, then experts, then the facilitators, until it is answered. Without a database."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum, StrEnum

from cordee.asks.choosing import Stage
from cordee.asks.hours import Hours

GRACE = timedelta(
    minutes=10
)  # to correct it, or to find its answer among those shown, before others are asked
FRESH = timedelta(days=3)  # a question that is older when the journal hears of it (imports) asks nobody
AGAIN = 3  # working hours between two tries where all who may know have had enough this week
REMINDERS = 3  # how often facilitators hear of the same question again; it stays in their list


class State(StrEnum):
    """Where a question stands: people are being asked, somebody replied, somebody took it, or it is over."""

    WAITING = "waiting"
    REPLIED = "replied"
    OWNED = "owned"
    ENDED = "ended"


class Ending(StrEnum):
    """How it ended. ``closed``: nothing can be added to it. ``off``: who asked wants nobody to be asked."""

    NONE = ""
    ANSWERED = "answered"
    DUPLICATE = "duplicate"
    REMOVED = "removed"
    CLOSED = "closed"
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


class Found(Enum):
    """What came of asking the people of a stage: somebody is being asked; those who may know have had enough this
    week; there is nobody who may know.
    """

    SOMEBODY = "somebody"
    BUSY = "busy"
    NOBODY = "nobody"


Ask = Callable[[Stage], Found]


def advance(course: Course, facts: Facts, pace: Pace, now: datetime, ask: Ask) -> Course:
    """The course after looking at the clock and at what happened. Looking twice at the same moment changes nothing.

    ``ask(stage)`` asks as many people of a stage as are wanted, and says what came of it; for ``FACILITATORS`` it
    tells them. A stage in which nobody may know is passed over at once; where all who may know have had enough this
    week, the clock tries again every few hours until the time of the experts is over.
    """
    if facts.ending:
        return replace(course, state=State.ENDED, ending=facts.ending, due_at=None)
    if facts.replied:
        return replace(course, state=State.REPLIED, ending=Ending.NONE, due_at=None)
    if facts.owned_until is not None and now < facts.owned_until:
        return replace(course, state=State.OWNED, ending=Ending.NONE, due_at=facts.owned_until)
    stage, goes_on = _stage_now(course, now)
    if goes_on:
        if stage == Stage.FACILITATORS:
            return replace(course, due_at=course.stage_ends_at)
        if (found := ask(stage)) is not Found.NOBODY and course.stage_ends_at is not None:
            return replace(course, due_at=_due(found, course.stage_ends_at, pace, now))
        stage = _next(stage)
    while stage < Stage.FACILITATORS:
        found, ends_at = ask(stage), pace.until(stage, now)
        if found is Found.SOMEBODY or (found is Found.BUSY and stage == Stage.EXPERTS):
            due_at = _due(found, ends_at, pace, now)
            return Course(State.WAITING, stage, ends_at, due_at, reminded=course.reminded)
        stage = _next(stage)
    return _with_facilitators(course, pace.until(stage, now), ask)


def _due(found: Found, ends_at: datetime, pace: Pace, now: datetime) -> datetime:
    return ends_at if found is Found.SOMEBODY else min(ends_at, pace.hours.after(now, AGAIN))


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
