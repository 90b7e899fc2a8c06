"""What the paths room tells the journal. Identifiers and small facts only, never what somebody wrote."""

from uuid import UUID

from cordee.journal.actions import Fact
from cordee.paths.models import Cohort, Enrolment, Path
from cordee.people.models import Person

PATH_CREATED = "path.created"
PATH_EDITED = "path.edited"  # data: fields
PATH_PUBLISHED = "path.published"  # data: version, alone
PATH_ARCHIVED = "path.archived"
PATH_RESTORED = "path.restored"
AUTHOR_ADDED = "path.author-added"  # data: person
AUTHOR_REMOVED = "path.author-removed"
POST_CREDITED = "path.post-credited"  # data: post, author, activity
COHORT_OPENED = "cohort.opened"
COHORT_EDITED = "cohort.edited"
COHORT_CLOSED = "cohort.closed"
STAFF_CHANGED = "cohort.staff-changed"  # data: person, role, in (bool)
CIRCLES_FORMED = "cohort.circles-formed"  # data: count
ENROLLED = "path.enrolled"  # object: the enrolment; data: path, cohort, person
WAITLISTED = "path.waitlisted"
WITHDRAWN = "path.withdrawn"
VERSION_CHANGED = "path.version-changed"
DEADLINE_SET = "path.deadline-set"  # data: activity, person (for an extension)
DOSSIER_CHANGED = "cohort.dossier-changed"  # data: fields, count (0: what holds for all)
STEP_OPENED = "step.opened"  # object: the activity's key; data: path, cohort, kind, mode
STEP_DONE = "step.done"  # as above, with score
STEP_SKIPPED = "step.skipped"  # data: shown_by (the quiz)
STEP_TAKEN_UP = "step.taken-up"  # what was passed over is done after all
STEP_REOPENED = "step.reopened"  # data: kind
PATH_COMPLETED = "path.completed"
ATTEMPT_ENDED = "attempt.ended"  # object: the attempt; data as for a step, with number, score, to_grade
ANSWER_GRADED = "answer.graded"
WORK_SENT = "work.sent"  # object: the work; data as for a step
WORK_REFLECTED = "work.reflected"
WORK_JUDGED = "work.judged"  # data: kind, author
CERTIFICATE_ISSUED = "certificate.issued"
CERTIFICATE_REVOKED = "certificate.revoked"


def of_path(verb: str, path: Path, actor: Person, **data: object) -> Fact:
    """Something happened to a path itself."""
    return Fact(verb, path.id, actor_id=actor.id, data=data)


def of_cohort(verb: str, cohort: Cohort, actor: Person, **data: object) -> Fact:
    """Something happened to a cohort."""
    return Fact(
        verb,
        cohort.id,
        actor_id=actor.id,
        space_id=cohort.space_id,
        data={"path": str(cohort.path_id), **data},
    )


def of_enrolment(verb: str, enrolment: Enrolment, actor: Person | None, **data: object) -> Fact:
    """Somebody's place in a cohort changed; the object is the enrolment."""
    return Fact(
        verb,
        enrolment.id,
        actor_id=actor.id if actor else None,
        space_id=enrolment.cohort.space_id,
        data={
            "path": str(enrolment.cohort.path_id),
            "cohort": str(enrolment.cohort_id),
            "person": str(enrolment.person_id),
            **data,
        },
    )


def of_step(
    verb: str, enrolment: Enrolment, key: UUID, actor: Person, object_id: UUID | None = None, **data: object
) -> Fact:
    """Somebody did something in an activity; the object is the activity's key, or what came of it.

    Where another than the learner acts, the data names the learner as ``person``.
    """
    whose = {} if actor.id == enrolment.person_id else {"person": str(enrolment.person_id)}
    return Fact(
        verb,
        object_id or key,
        actor_id=actor.id,
        space_id=enrolment.cohort.space_id,
        data={
            "path": str(enrolment.cohort.path_id),
            "cohort": str(enrolment.cohort_id),
            "activity": str(key),
            **whose,
            **data,
        },
    )
