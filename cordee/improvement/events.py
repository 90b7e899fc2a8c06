"""What the improvement room tells the journal. Identifiers and small facts only, never what somebody wrote.

Whom to tell stands in ``data``: ``person`` raised it (absent: somebody without account), ``assigned`` looks after it.
"""

from uuid import UUID

from cordee.improvement.models import Adaptation, Concern
from cordee.journal.actions import Fact
from cordee.people.models import Person

CONCERN_RAISED = "concern.raised"  # data: kind
CONCERN_ACKNOWLEDGED = "concern.acknowledged"
CONCERN_ASSIGNED = "concern.assigned"  # data: assigned
CONCERN_ANSWERED = "concern.answered"
CONCERN_CLOSED = "concern.closed"
CONCERN_REOPENED = "concern.reopened"
CONCERN_LATE = "concern.late"  # data: of (acknowledgement, answer, action), owner
CONCERN_FORGOTTEN = "concern.forgotten"
MEASURE_PLANNED = "measure.planned"  # data: measure, owner
MEASURE_DONE = "measure.done"  # data: measure, works, version
WATCH_SET = "watch.set"  # object: the space; data: kind, or none
ADAPTED = "adaptation.noted"  # object: the adaptation; data: path, cohort, person
ADAPTATION_ENDED = "adaptation.ended"


def of_concern(verb: str, concern: Concern, actor: Person | None, **data: object) -> Fact:
    """Something happened to a concern."""
    about: dict[str, object] = {"kind": concern.kind}
    for name in ("person", "path", "cohort", "assigned"):
        if found := getattr(concern, f"{name}_id"):
            about[name] = found
    told = {name: str(one) if isinstance(one, UUID) else one for name, one in (about | data).items()}
    return Fact(verb, concern.id, actor_id=actor.id if actor else None, data=told)


def of_adaptation(verb: str, adaptation: Adaptation, actor: Person) -> Fact:
    """Something was arranged otherwise for a learner, or is no more."""
    place = adaptation.enrolment
    data = {"cohort": str(place.cohort_id), "path": str(place.cohort.path_id), "person": str(place.person_id)}
    return Fact(verb, adaptation.id, actor_id=actor.id, space_id=place.cohort.space_id, data=data)
