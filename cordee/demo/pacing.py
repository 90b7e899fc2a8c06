"""When the learners of a demo cohort were at each step: at their own hour, at their own speed, in order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from cordee.demo.content import When
from cordee.demo.courses import CohortEntry, LearnerEntry, LearningEntry, StepEntry
from cordee.demo.plan import MINUTE, Plan, chance

# These take somebody's own words: who has none in the content went on without.
TOLD = ("explanation", "mission", "discussion")
WRITTEN = 14  # minutes to tell a mission: the rest of it happened at work


@dataclass(frozen=True)
class Stop:
    """Somebody opens a step ``at`` a moment and leaves it ``until``; ``done`` when they have done it by then."""

    step: StepEntry
    at: datetime
    until: datetime
    done: bool

    @property
    def seconds(self) -> int:
        """How long they were there."""
        return int((self.until - self.at).total_seconds())


def stops(plan: Plan, entry: LearningEntry, key: str, person: str) -> list[Stop]:
    """The steps that ``person`` was at, in order; the last one is where they are now, unless all is done."""
    cohort, learner = entry.cohort, entry.cohort.learners[person]
    if cohort.starts >= 0:
        return []
    steps = entry.path.steps
    found = list(_done(plan, entry, key, person))
    onward = next((step for step in steps[learner.done :] if not step.after), None)
    if onward and learner.done and not learner.left and not cohort.closed:
        at = found[-1].until + 2 * MINUTE
        found.append(Stop(onward, at, at + 40 * MINUTE / 60, done=False))
    return found


def _done(plan: Plan, entry: LearningEntry, key: str, person: str) -> Iterator[Stop]:
    learner = entry.cohort.learners[person]
    written = {(one.by, one.step) for one in entry.cohort.works}
    written |= {(one.by, one.step) for one in entry.cohort.posts}
    last = plan.moment(When(days=1, clock=None))  # in the order of time, whatever chance says
    for place, step in enumerate(entry.path.steps[: learner.done]):
        if step.kind in TOLD and (person, step.key) not in written:
            continue
        day = _day(entry.cohort, learner, (place + chance(key, person, step.key) * 0.8) / learner.done)
        at = plan.moment(When(days=day, clock=None)) + timedelta(hours=learner.hour)
        at += chance(key, person, step.key, "hour") * 50 * MINUTE
        if place and at < last:
            at = last + (1 + chance(key, person, step.key, "pause") * 5) * MINUTE
        speed = 0.6 + 0.8 * chance(key, person, step.key, "speed")
        last = at + min(step.minutes, WRITTEN) * speed * MINUTE
        yield Stop(step, at, last, done=True)


def _day(cohort: CohortEntry, learner: LearnerEntry, share: float) -> int:
    """How many days before loading that share of the way was done."""
    first = -cohort.starts
    return first - int(share * (first - learner.last + 1))
