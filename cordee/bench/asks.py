"""Whether every question finds somebody: a year's worth of questions in an organisation that nobody tuned.

The people, what they know and how they answer are drawn at random (seeded); whom to ask and when to go on is decided by
the product's own ``asks.choosing`` and ``asks.escalation``. The policy never sees what people truly know: only a score
with noise, as evidence of the past gives it. See docs/decisions/asks.md.
"""

import heapq
import itertools
import random
import statistics
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from cordee.asks.choosing import AT_MOST, AT_ONCE, WEEKS, Able, Stage, choose, willingness
from cordee.asks.escalation import GRACE, Course, Ending, Facts, Found, Pace, advance

SEED = 20_26
PEOPLE, QUESTIONS, SKILLS = 300, 1_000, 40
SPAN = timedelta(weeks=12)
START = datetime(2026, 1, 5, 8, tzinfo=UTC)
QUALIFIED = 0.5  # what one truly knows, from 0 to 1, to be able to answer
EXPERT = 0.8
CANDIDATES = 40
QUOTAS = (0, 1, 1, 2, 2, 2, 2, 2, 3, 3, 5)  # what people choose; most leave the default
UNSEEN = 0.35  # of those who know, how many the past says nothing of
# What those say who cannot answer: one in seven knows who can, and passes the question on; the rest say nothing.
UNABLE = (("foreign", 0.35), ("declines", 0.55), ("passes", 0.7))


@dataclass
class Someone:
    """A person of the simulation. ``knows`` is true and hidden; ``shown`` is what the past tells of it."""

    id: UUID
    knows: dict[int, float]
    shown: dict[int, float]
    quota: int
    away: tuple[datetime, datetime] | None
    answers: float  # how often they answer what they can
    said: dict[int, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0, 0]))
    asked: list[datetime] = field(default_factory=list)

    def is_away(self, now: datetime) -> bool:
        """Whether they are away at that moment."""
        return self.away is not None and self.away[0] <= now < self.away[1]


@dataclass
class Question:
    """A question of the simulation, and how it goes."""

    id: int
    skill: int
    author: UUID
    at: datetime
    course: Course = field(default_factory=Course)
    asks: list[list] = field(default_factory=list)  # person, stage, still open
    replied: bool = False
    answered_at: datetime | None = None
    reached_at: datetime | None = None


@dataclass(frozen=True)
class Outcome:
    """What the simulation gives: shares from 0 to 1, hours from asking to the first answer, asks a person."""

    reached: float
    answered: float
    first_answer: float
    facilitators: float
    over_quota: int
    gini: float
    gini_of_experts: float
    asks: int
    asks_a_question: float
    busiest_week: int


class Simulation:
    """Runs it: a queue of moments at which somebody says something, or the clock is due."""

    def __init__(
        self, *, people: int = PEOPLE, questions: int = QUESTIONS, seed: int = SEED, span: timedelta = SPAN
    ) -> None:
        self.chance = random.Random(seed)
        self.pace = Pace()
        self.span = span
        self.people = {one.id: one for one in (self._someone(number) for number in range(people))}
        self.questions = [self._question(number) for number in range(questions)]
        self._order = itertools.count()
        self._queue: list[tuple[datetime, int, Question, tuple[UUID, str] | None]] = []

    def run(self) -> Outcome:
        """Ask all questions, and let time pass until nothing is due any more."""
        for one in self.questions:
            self._later(one.at + GRACE, one)
        while self._queue:
            now, _order, question, said = heapq.heappop(self._queue)
            if said:
                self._says(question, *said, now)
            self._look(question, now)
        return self._outcome()

    def _someone(self, number: int) -> Someone:
        draw, knows, shown = self.chance, {}, {}
        for skill in draw.sample(range(SKILLS), draw.choice((2, 4, 6, 8))):
            knows[skill] = draw.random() ** 0.8
            if draw.random() > UNSEEN:
                shown[skill] = max(0.02, min(1.0, draw.gauss(knows[skill], 0.2)))
        for skill in draw.sample(range(SKILLS), 2):  # who replies everywhere looks as if they knew
            shown.setdefault(skill, 0.15 * draw.random())
        away = None
        is_expert = max(knows.values()) >= EXPERT
        if draw.random() < (1 / 3 if is_expert else 0.15):
            first = START + self.span * draw.random()
            # A third of the experts are away from the beginning to the end.
            away = (START, START + 4 * self.span) if is_expert else (first, first + timedelta(days=14))
        return Someone(
            UUID(int=number + 1), knows, shown, draw.choice(QUOTAS), away, 0.3 + 0.5 * draw.random()
        )

    def _question(self, number: int) -> Question:
        day = START + timedelta(days=self.chance.randrange(self.span.days))
        while day.weekday() > 4:
            day += timedelta(days=1)
        at = day + timedelta(minutes=self.chance.randrange(600))
        author = self.chance.choice(list(self.people))
        return Question(number, self.chance.randrange(SKILLS), author, at)

    def _later(self, at: datetime, question: Question, said: tuple[UUID, str] | None = None) -> None:
        heapq.heappush(self._queue, (at, next(self._order), question, said))

    def _look(self, question: Question, now: datetime) -> None:
        ending = Ending.ANSWERED if question.answered_at and question.replied else Ending.NONE
        before = question.course
        question.course = advance(
            before,
            Facts(ending, question.replied),
            self.pace,
            now,
            lambda stage: self._ask(question, stage, now),
        )
        due = question.course.due_at
        if due is not None and due != before.due_at:
            self._later(due, question)

    def _ask(self, question: Question, stage: Stage, now: datetime) -> Found:
        if stage == Stage.FACILITATORS:
            return Found.SOMEBODY
        of_stage = [ask for ask in question.asks if ask[1] == stage]
        open_now = sum(ask[2] for ask in of_stage)
        wanted = min(AT_ONCE[stage] - open_now, AT_MOST[stage] - len(of_stage))
        if wanted <= 0:
            return Found.SOMEBODY if open_now else Found.NOBODY
        without = {ask[0] for ask in question.asks} | {question.author}
        able = self._able(question, now, without)
        for one in choose(able, stage, most=wanted, without=without):
            self._put(question, self.people[one.id], stage, now)
            open_now += 1
        if open_now:
            return Found.SOMEBODY
        return Found.BUSY if any(one.quota and not one.away for one in able) else Found.NOBODY

    def _able(self, question: Question, now: datetime, without: set[UUID]) -> list[Able]:
        able = []
        for one in self.people.values():
            if (score := one.shown.get(question.skill)) is None or one.id in without:
                continue
            yes, no, foreign, silent = one.said[question.skill]
            able.append(
                Able(
                    one.id,
                    score,
                    expert=score >= EXPERT,
                    quota=one.quota,
                    this_week=sum(at > now - timedelta(days=7) for at in one.asked),
                    lately=sum(at > now - timedelta(weeks=WEEKS) for at in one.asked),
                    willing=willingness(answered=yes, declined=no, not_mine=foreign, silent=silent),
                    away=one.is_away(now),
                )
            )
        # As in the product, those who are free come first: the busy must not take the places of a short list.
        return sorted(able, key=lambda one: (not one.free, -one.score))[:CANDIDATES]

    def _put(self, question: Question, one: Someone, stage: Stage, now: datetime) -> None:
        one.asked.append(now)
        question.asks.append([one.id, stage, True])
        qualified = one.knows.get(question.skill, 0) >= QUALIFIED
        if qualified and question.reached_at is None and question.course.stage < Stage.FACILITATORS:
            question.reached_at = now
        chance = self.chance.random()
        if qualified:
            word = "answers" if chance < one.answers else "declines" if chance < one.answers + 0.1 else ""
        else:
            word = next((word for word, until in UNABLE if chance < until), "")
        if word:
            self._later(now + timedelta(hours=self.chance.expovariate(1 / 6)), question, (one.id, word))
        else:
            one.said[question.skill][3] += 1

    def _says(self, question: Question, person: UUID, word: str, now: datetime) -> None:
        if question.replied:
            return
        one = self.people[person]
        if word == "passes":
            self._pass(question, now)
            word = "declines"
        for ask in question.asks:
            if ask[0] == person:
                ask[2] = False
        one.said[question.skill][{"answers": 0, "declines": 1, "foreign": 2}[word]] += 1
        if word == "answers":
            question.replied, question.answered_at = True, now
        # Who said no is replaced at once: the clock looks at the same moment.

    def _pass(self, question: Question, now: datetime) -> None:
        """Somebody names a colleague of whom they know that they know, within the limits that hold for the clock."""
        asked = {ask[0] for ask in question.asks} | {question.author}
        known = [
            one
            for one in self.people.values()
            if one.knows.get(question.skill, 0) >= QUALIFIED and one.id not in asked and self._free(one, now)
        ]
        if known:
            self._put(question, self.chance.choice(known), question.course.stage, now)

    def _free(self, one: Someone, now: datetime) -> bool:
        week = sum(at > now - timedelta(days=7) for at in one.asked)
        return Able(one.id, 1.0, quota=one.quota, this_week=week, away=one.is_away(now)).free

    def _outcome(self) -> Outcome:
        told = [one for one in self.questions if one.course.stage == Stage.FACILITATORS]
        hours = [(one.answered_at - one.at) / timedelta(hours=1) for one in self.questions if one.answered_at]
        here = [one for one in self.people.values() if one.quota and one.shown and not self._gone(one)]
        experts = [one for one in here if max(one.knows.values()) >= EXPERT]
        asks = sum(len(one.asks) for one in self.questions)
        busiest = [(one, _most_in_a_week(one.asked)) for one in self.people.values()]
        return Outcome(
            reached=_share(one.reached_at is not None for one in self.questions),
            answered=_share(one.replied for one in self.questions),
            first_answer=statistics.median(hours),
            facilitators=len(told) / len(self.questions),
            over_quota=sum(most > one.quota for one, most in busiest),
            gini=gini([len(one.asked) for one in here]),
            gini_of_experts=gini([len(one.asked) for one in experts]),
            asks=asks,
            asks_a_question=asks / len(self.questions),
            busiest_week=max(most for _one, most in busiest),
        )

    def _gone(self, one: Someone) -> bool:
        return one.away is not None and one.away[1] - one.away[0] > self.span


def gini(loads: list[int]) -> float:
    """How unevenly something is spread: 0 when everybody has the same, near 1 when one has all."""
    ordered, total = sorted(loads), sum(loads)
    if not total:
        return 0.0
    weighted = sum(rank * load for rank, load in enumerate(ordered, 1))
    return 2 * weighted / (len(ordered) * total) - (len(ordered) + 1) / len(ordered)


def _most_in_a_week(moments: list[datetime]) -> int:
    ordered, first, most = sorted(moments), 0, 0
    for last, moment in enumerate(ordered):
        while ordered[first] <= moment - timedelta(days=7):
            first += 1
        most = max(most, last - first + 1)
    return most


def _share(truths: object) -> float:
    values = list(truths)  # type: ignore[call-overload]
    return sum(values) / len(values)


def run() -> str:
    """The table that ``bin/bench asks`` prints, with three seeds so that none is lucky."""
    outcomes = [Simulation(seed=SEED + number).run() for number in range(3)]
    world = f"{PEOPLE} people, {QUESTIONS} questions, a third of the experts away"
    lines = [
        f"| {world} | seed {SEED} | {SEED + 1} | {SEED + 2} | goal |",
        "| --- | --- | --- | --- | --- |",
        _row("put to somebody who can answer", [f"{one.reached:.1%}" for one in outcomes], "99 %"),
        _row("people above their quota", [str(one.over_quota) for one in outcomes], "0"),
        _row("Gini of the load", [f"{one.gini:.2f}" for one in outcomes], "0.35"),
        _row("Gini of the load, experts alone", [f"{one.gini_of_experts:.2f}" for one in outcomes], ""),
        _row("answered by who was asked", [f"{one.answered:.1%}" for one in outcomes], ""),
        _row("came to the facilitators", [f"{one.facilitators:.1%}" for one in outcomes], ""),
        _row("hours to the first answer, median", [f"{one.first_answer:.1f}" for one in outcomes], ""),
        _row("people asked a question", [f"{one.asks_a_question:.1f}" for one in outcomes], ""),
    ]
    return "\n".join(lines)


def _row(what: str, values: list[str], goal: str) -> str:
    return f"| {what} | {' | '.join(values)} | {goal} |"
