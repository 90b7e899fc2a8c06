"""A path as a learner walks it: its stages and steps, what is done, what is open, what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import JSONObject

from cordee.core.compiled import columns_of, compiled, instance
from cordee.paths.models import Activity, Deadline, Enrolment, PathObjective, Progress, Version
from cordee.paths.release import Release, Situation, closed_why
from cordee.people.models import GroupMember

LINE = ["key", "kind", "title", "mode", "minutes", "required", "release", "version_id"]
STAGE = ["module__key", "module__title", "module__about_html"]


@dataclass(slots=True)
class StepLine:
    """An activity as the outline shows it. ``closed_why``: why it cannot be opened yet (empty: it can)."""

    key: UUID
    kind: str
    title: str
    mode: str
    minutes: int
    required: bool
    release: dict
    started_at: datetime | None = None
    done_at: datetime | None = None
    skipped_why: str = ""
    score: float | None = None
    due_at: datetime | None = None
    closed_why: str = ""


@dataclass(slots=True)
class Stage:
    """A module with its steps."""

    key: UUID
    title: str
    about_html: str
    steps: list[StepLine] = field(default_factory=list)

    @property
    def done(self) -> int:
        """How many of its steps are done."""
        return sum(1 for step in self.steps if step.done_at)

    @property
    def minutes(self) -> int:
        """How long the whole stage takes."""
        return sum(step.minutes for step in self.steps)


@dataclass(slots=True)
class Outline:
    """All stages. ``next`` is the one step to go on with: begun and not done, else the first open one."""

    stages: list[Stage] = field(default_factory=list)
    progress: Mapping[UUID, Progress] = field(default_factory=dict)

    @property
    def steps(self) -> list[StepLine]:
        """All steps, in order."""
        return [step for stage in self.stages for step in stage.steps]

    @property
    def next(self) -> StepLine | None:
        """The step to go on with; None where all is done, or nothing is open."""
        open_ones = [step for step in self.steps if not step.done_at and not step.closed_why]
        required = [step for step in open_ones if step.required]
        return next(iter(required or open_ones), None)

    @property
    def done(self) -> int:
        """How many required steps are done."""
        return sum(1 for step in self.steps if step.required and step.done_at)

    @property
    def required(self) -> int:
        """How many steps must be done."""
        return sum(1 for step in self.steps if step.required)

    @property
    def minutes(self) -> int:
        """How long the whole takes."""
        return sum(step.minutes for step in self.steps)

    @property
    def minutes_left(self) -> int:
        """How long what is required and not done takes."""
        return sum(step.minutes for step in self.steps if step.required and not step.done_at)

    @property
    def balance(self) -> list[tuple[str, int]]:
        """The share of each mode in the time, in whole percents that add up to 100 (largest remainder)."""
        whole = self.minutes
        if not whole:
            return []
        exact = {
            mode: 100 * sum(one.minutes for one in self.steps if one.mode == mode) / whole
            for mode in Activity.Mode.values
        }
        shares = {mode: int(share) for mode, share in exact.items()}
        for mode in sorted(exact, key=lambda one: shares[one] - exact[one])[: 100 - sum(shares.values())]:
            shares[mode] += 1
        return list(shares.items())

    def around(self, key: UUID) -> tuple[StepLine | None, StepLine | None]:
        """The step before and the step after."""
        steps = self.steps
        at = next((place for place, step in enumerate(steps) if step.key == key), None)
        if at is None:
            return None, None
        return (steps[at - 1] if at else None), (steps[at + 1] if at + 1 < len(steps) else None)

    def step(self, key: UUID) -> StepLine | None:
        """The step of this key."""
        return next((step for step in self.steps if step.key == key), None)


@dataclass(frozen=True, slots=True)
class ObjectiveLine:
    """An objective, with the keys of the steps that serve it, how many are done, and how many of those as known."""

    key: UUID
    text: str
    skills: Sequence[Mapping[str, str]]
    served_by: frozenset[UUID]
    done: int
    known: int

    @property
    def steps(self) -> int:
        """How many steps serve it."""
        return len(self.served_by)


def with_limits(enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """These enrolments with the dates that ``outline`` needs: of their cohort, and their own. No query more."""
    dates = Deadline.objects.filter(cohort=OuterRef("cohort_id")).filter(
        Q(enrolment__isnull=True) | Q(enrolment=OuterRef("id"))
    )
    row = JSONObject(key="activity_key", own="enrolment_id", at="at")
    return enrolments.annotate(limits=ArraySubquery(dates.values(row=row)))  # type: ignore[no-redef]  # told by the model


def outline_of(version: Version) -> Outline:
    """A version as nobody has begun it: for its authors, and who looks at what a path holds. One query."""
    return _built(_steps(versions=[version.id]))


def outline(enrolment: Enrolment, *, now: datetime) -> Outline:
    """The path of one learner, read by ``with_limits``. Three queries at most."""
    return outlines([enrolment], now=now)[enrolment.id]


def outlines(enrolments: Sequence[Enrolment], *, now: datetime) -> dict[UUID, Outline]:
    """The paths of several enrolments of one person, read by ``with_limits``. Three queries at most."""
    if not enrolments:
        return {}
    rows: dict[UUID, list[tuple]] = {}
    for row in _steps(versions=list({one.version_id for one in enrolments})):
        rows.setdefault(row[LINE.index("version_id")], []).append(row)
    progress: dict[UUID, dict[UUID, Progress]] = {}
    for row in _progress(enrolments=[one.id for one in enrolments]):
        one = instance(Progress, row)
        assert one is not None
        progress.setdefault(one.enrolment_id, {})[one.activity_key] = one
    groups: set[UUID] = set()
    if any("group" in row[LINE.index("release")] for found in rows.values() for row in found):
        person = enrolments[0].person_id
        groups = set(GroupMember.objects.filter(person=person).values_list("group_id", flat=True))
    made = {}
    for enrolment in enrolments:
        built = _built(rows.get(enrolment.version_id, []))
        built.progress = progress.get(enrolment.id, {})
        _walked(built)
        _dated(built, enrolment.limits)
        _opened(built, enrolment, groups, now)
        made[enrolment.id] = built
    return made


def objectives(version: Version, walked: Outline) -> list[ObjectiveLine]:
    """The objectives of a version, with how far ``walked`` has come on each. One query."""
    done = {step.key for step in walked.steps if step.done_at}
    known = {step.key for step in walked.steps if step.skipped_why}
    found = []
    for key, text, skills, steps in _objectives(version=version.id):
        keys = frozenset(steps)
        found.append(ObjectiveLine(key, text, skills, keys, len(done & keys), len(known & keys)))
    return found


@compiled()
def _objectives(*, version: UUID) -> QuerySet:
    through = PathObjective.skills.through
    named = through.objects.filter(pathobjective=OuterRef("id")).order_by("skill__name")
    steps = Activity.objectives.through.objects.filter(pathobjective=OuterRef("id"))
    rows = PathObjective.objects.filter(version_id=version).annotate(
        skill_rows=ArraySubquery(named.values(row=JSONObject(slug="skill__slug", name="skill__name"))),
        step_keys=ArraySubquery(steps.values("activity__key")),
    )
    return rows.values_list("key", "text", "skill_rows", "step_keys")


@compiled()
def _steps(*, versions: list[UUID]) -> QuerySet:
    rows = Activity.objects.filter(version_id__in=_these(versions))
    return rows.order_by("module__position", "position").values_list(*LINE, *STAGE)


@compiled()
def _progress(*, enrolments: list[UUID]) -> QuerySet:
    rows = Progress.objects.filter(enrolment_id__in=_these(enrolments))
    return rows.values_list(*columns_of(Progress))


def _these(ids: list[UUID]) -> RawSQL:
    return RawSQL("SELECT unnest(%s::uuid[])", [ids])


def _built(rows: Sequence[tuple]) -> Outline:
    made = Outline()
    for row in rows:
        key, title, about = row[len(LINE) :]
        if not made.stages or made.stages[-1].key != key:
            made.stages.append(Stage(key, title, about))
        made.stages[-1].steps.append(StepLine(*row[: len(LINE) - 1]))
    return made


def _walked(made: Outline) -> None:
    for step in made.steps:
        if one := made.progress.get(step.key):
            step.started_at, step.done_at = one.started_at, one.done_at
            step.score, step.skipped_why = one.score, one.skipped_why


def _dated(made: Outline, limits: Sequence[Mapping[str, str | None]]) -> None:
    """The learner's own dates win over the cohort's, and a step's over the whole path's."""
    dates: dict[str | None, datetime] = {}
    for limit in sorted(limits, key=lambda one: one["own"] is not None):
        dates[limit["key"]] = datetime.fromisoformat(limit["at"] or "")
    for step in made.steps:
        step.due_at = dates.get(str(step.key)) or dates.get(None)


def _opened(made: Outline, enrolment: Enrolment, groups: set[UUID], now: datetime) -> None:
    steps = made.steps
    at = Situation(
        starts_on=enrolment.cohort.starts_on,
        zone=ZoneInfo(enrolment.cohort.time_zone),
        now=now,
        done={step.key for step in steps if step.done_at},
        scores={step.key: step.score for step in steps if step.score is not None},
        groups=groups,
        titles={step.key: step.title for step in steps},
    )
    begins = Release.given({"opens_on": enrolment.cohort.starts_on})
    for step in steps:
        step.closed_why = closed_why(begins, at) or (
            closed_why(Release.given(step.release), at) if step.release else ""
        )
