"""Somebody's plan: what they want to reach, what they need, and the steps of their paths that lead there."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from cordee.paths.models import Activity, Goal, PlanSharing
from cordee.paths.queries.outline import StepLine
from cordee.paths.queries.paths import Mine, my_paths
from cordee.people.models import Person

MOST_STEPS = 3  # under a goal


@dataclass(frozen=True, slots=True)
class Lead:
    """A step of a path that somebody takes, which serves the skill of a goal."""

    path: Mine
    step: StepLine


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A line of a plan, with the next steps that lead there."""

    goal: Goal
    leads: Sequence[Lead] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Plan:
    """The lines by what they are, what is done (the last on top), the paths that go on, and since when it is shared."""

    goals: list[GoalLine]
    needs: list[GoalLine]
    next: list[GoalLine]
    done: list[Goal]
    paths: list[Mine]
    shared_at: datetime | None


def plan_of(person: Person, now: datetime) -> Plan:
    """The whole plan, for who made it. Seven queries at most."""
    goals = _goals(person)
    paths = [one for one in my_paths(person, now) if one.outline.next and not one.enrolment.waiting_since]
    leads = _leads(paths, {one.skill_id for one in goals if one.skill_id and not one.done_at})
    lines = [GoalLine(one, leads.get(one.skill_id, ())) for one in goals if not one.done_at]
    sharing = PlanSharing.objects.filter(person=person).first()
    return Plan(
        [one for one in lines if one.goal.kind == Goal.Kind.GOAL],
        [one for one in lines if one.goal.kind == Goal.Kind.NEED],
        [one for one in lines if one.goal.kind == Goal.Kind.NEXT],
        sorted((one for one in goals if one.done_at), key=lambda one: one.done_at or now, reverse=True),
        paths,
        sharing.at if sharing else None,
    )


def shared_plan(person: Person) -> list[Goal] | None:
    """The lines of a plan that its author shares, for who tutors them; None where they do not. Two queries at most."""
    if not PlanSharing.objects.filter(person=person).exists():
        return None
    return _goals(person)


def _goals(person: Person) -> list[Goal]:
    """What is due first on top, then as it was written."""
    rows = list(Goal.objects.filter(person=person).select_related("skill").order_by("id"))
    return sorted(rows, key=lambda one: (one.due_on is None, one.due_on or one.at.date()))


def _leads(paths: Sequence[Mine], skills: set[UUID]) -> dict[UUID | None, list[Lead]]:
    """The steps that are not done and serve one of the skills, by skill. One query, where there is a skill."""
    if not skills or not paths:
        return {}
    through = Activity.objectives.through
    rows = through.objects.filter(
        activity__version__in={one.enrolment.version_id for one in paths}, pathobjective__skills__in=skills
    )
    serves: dict[tuple[UUID, UUID], set[UUID]] = {}
    for version, key, skill in rows.values_list(
        "activity__version_id", "activity__key", "pathobjective__skills"
    ):
        serves.setdefault((version, key), set()).add(skill)
    found: dict[UUID | None, list[Lead]] = {}
    for path in paths:
        for step in path.outline.steps:
            if step.done_at or step.closed_why:
                continue
            for skill in serves.get((path.enrolment.version_id, step.key), set()) & skills:
                if len(found.setdefault(skill, [])) < MOST_STEPS:
                    found[skill].append(Lead(path, step))
    return found
