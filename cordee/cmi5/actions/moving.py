"""Moving on: what is satisfied, by what units said and what their course asks for (cmi5, 13.1.4)."""

from datetime import datetime
from uuid import UUID

from cordee.cmi5.actions.telling import tell_satisfied
from cordee.cmi5.models import Registration, Standing
from cordee.cmi5.structure import Block, Course, Unit
from cordee.cmi5.structure.parts import units_in


def moves_on(unit: Unit, standing: Standing | None) -> bool:
    """Whether a unit is satisfied."""
    if unit.move_on == "NotApplicable":
        return True
    if standing is None:
        return False
    passed, completed = standing.passed_at is not None, standing.completed_at is not None
    return (
        standing.waived_at is not None
        or {
            "Passed": passed,
            "Completed": completed,
            "CompletedAndPassed": passed and completed,
            "CompletedOrPassed": passed or completed,
        }[unit.move_on]
    )


def satisfied_units(registration: Registration, course: Course) -> set[UUID]:
    """The keys of the units that are satisfied. One query."""
    standings = {one.unit: one for one in Standing.objects.filter(registration=registration)}
    return {one.key for one in units_in(course) if moves_on(one, standings.get(one.key))}


def evaluate(
    registration: Registration, course: Course, session: UUID, unit: Unit | None, *, now: datetime
) -> None:
    """State what became satisfied, each part once a registration: inner blocks first, the course last."""
    done, known = satisfied_units(registration, course), set(registration.satisfied)
    parts: list[Block | Course] = [*course.blocks(), course]
    fresh = [
        one for one in parts if one.key not in known and all(inner.key in done for inner in units_in(one))
    ]
    if not fresh:
        return
    tell_satisfied(registration, course, fresh, session, unit, now=now)
    registration.satisfied = [*registration.satisfied, *(one.key for one in fresh)]
    if course in fresh:
        registration.satisfied_at = now
    registration.save(update_fields=["satisfied", "satisfied_at"])
