"""What the workshops room tells the journal. Identifiers and small facts only, never what somebody wrote."""

from cordee.journal.actions import Fact
from cordee.people.models import Person
from cordee.workshops.models import Seat, Signature, Workshop

WORKSHOP_PLANNED = "workshop.planned"  # data: people (who is expected)
WORKSHOP_EDITED = "workshop.edited"  # data: fields
WORKSHOP_MOVED = "workshop.moved"  # data: people
WORKSHOP_CANCELLED = "workshop.cancelled"  # data: people
WORKSHOP_NEAR = "workshop.near"  # data: ahead (day, hour), people
SEAT_TAKEN = "workshop.joined"  # data: person, waited
SEAT_WAITED = "workshop.waitlisted"  # data: person
SEAT_DECLINED = "workshop.declined"  # data: person
ATTENDANCE_SIGNED = "attendance.signed"  # object: the signature; data: workshop, half, present, way, person
ATTENDANCE_NOTED = "attendance.noted"  # as above, on the trainer's word
ATTENDANCE_CORRECTED = "attendance.corrected"  # as above
SHEET_SIGNED = "attendance.closed"  # object: the signature of a trainer
CALENDAR_RENEWED = "calendar.renewed"
CALENDAR_REVOKED = "calendar.revoked"


def of_workshop(verb: str, workshop: Workshop, actor: Person | None, **data: object) -> Fact:
    """Something happened to a workshop."""
    cohort = workshop.cohort
    about = {"path": str(cohort.path_id), "cohort": str(cohort.id)}
    return Fact(
        verb,
        workshop.id,
        actor_id=actor.id if actor else None,
        space_id=cohort.space_id,
        data=about | data,
    )


def of_seat(verb: str, seat: Seat, workshop: Workshop, actor: Person | None, **data: object) -> Fact:
    """Somebody comes, waits for a place, or cannot come; the object is the workshop."""
    return of_workshop(verb, workshop, actor, person=str(seat.enrolment.person_id), **data)


def of_signature(verb: str, row: Signature, actor: Person) -> Fact:
    """A row of the sheet was written."""
    cohort = row.workshop.cohort
    data = {
        "path": str(cohort.path_id),
        "cohort": str(cohort.id),
        "workshop": str(row.workshop_id),
        "half": row.half,
        "present": row.present,
        "way": row.way,
    }
    if row.enrolment is not None:
        data["person"] = str(row.enrolment.person_id)
    return Fact(verb, row.id, actor_id=actor.id, space_id=cohort.space_id, data=data)
