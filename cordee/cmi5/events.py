"""What the room tells the journal: what people decide. What units state stands in the record store."""

from cordee.cmi5.models import Course, Registration
from cordee.cmi5.structure import Unit
from cordee.journal.actions import Fact
from cordee.people.models import Person

COURSE_IMPORTED = "cmi5-course.imported"
COURSE_REMOVED = "cmi5-course.removed"
UNIT_WAIVED = "cmi5-unit.waived"


def of_course(verb: str, course: Course, by: Person | None) -> Fact:
    """A course came in, or went."""
    return Fact(verb, course.id, actor_id=by.id if by else None, data={"title": course.title[:200]})


def waived(registration: Registration, unit: Unit, reason: str, by: Person | None) -> Fact:
    """Somebody was spared a unit."""
    data = {"unit": str(unit.key), "reason": reason}
    if registration.person_id:
        data["person"] = str(registration.person_id)
    return Fact(UNIT_WAIVED, registration.id, actor_id=by.id if by else None, data=data)
