"""Looking at what somebody made: a tutor validates it or asks for more, a peer says that it was useful."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Forbidden, Invalid
from cordee.core.text import clean
from cordee.journal.actions import record
from cordee.paths import access, events
from cordee.paths.actions.progress import keep, locked_progress
from cordee.paths.kinds import Outcome
from cordee.paths.kinds.mission import is_done
from cordee.paths.models import Activity, Staff, Verdict, Work
from cordee.people.models import Person


@transaction.atomic
def judge(where: access.Standing, work: Work, kind: str, *, now: datetime, note: str = "") -> Verdict:
    """Validate a mission, or say what is missing. For tutors or facilitators, as its author chose.

    Raises Forbidden, Invalid (asking for more needs words).
    """
    cohort = work.enrolment.cohort
    activity = Activity.objects.get(version=work.enrolment.version_id, key=work.activity_key)
    access.check_tutors(where, cohort)
    by = activity.content.get("validated_by", "tutor")
    leads = where.facilitates(cohort)
    if by == "facilitator" and not leads:
        raise Forbidden(_("Only the facilitators of this cohort can do this."))
    if by == "tutor" and not leads and Staff.Role.TUTOR not in where.staffed.get(cohort.id, ()):
        raise Forbidden(_("Only the facilitators and tutors of this cohort can do this."))
    if work.enrolment.person_id == where.person.id:
        raise Forbidden(_("Somebody else validates what you did."))
    note = clean(note)[:5000]
    if kind not in (Verdict.Kind.VALIDATED, Verdict.Kind.MORE):
        raise Invalid(_("Choose one of those offered."), fields={"kind": _("Choose one of those offered.")})
    if kind == Verdict.Kind.MORE and not note:
        message = _("Say in a few words what is missing.")
        raise Invalid(message, fields={"note": message})
    verdict = Verdict.objects.create(work=work, person=where.person, kind=kind, note=note, at=now)
    fact = events.of_step(
        events.WORK_JUDGED, work.enrolment, work.activity_key, where.person, work.id, kind=kind,
        author=str(work.enrolment.person_id),
    )  # fmt: skip
    record(fact, at=now)
    progress = locked_progress(work.enrolment, work.activity_key, now)
    keep(work.enrolment, activity, progress, Outcome(done=is_done(activity, work)), now=now)
    return verdict


@transaction.atomic
def find_useful(
    actor: Person, where: access.Standing, work: Work, *, now: datetime, useful: bool = True
) -> None:
    """Say (or take back) that a peer's work was useful to me. Raises Forbidden."""
    cohort = work.enrolment.cohort
    among = any(one.cohort_id == cohort.id and not one.left_at for one in where.enrolments)
    if not (among or where.tutors(cohort)) or not work.shared:
        raise Forbidden(_("This work is not open to you."))
    if work.enrolment.person_id == actor.id:
        raise Forbidden(_("Others say whether it was useful."))
    given = Verdict.objects.filter(work=work, person=actor, kind=Verdict.Kind.USEFUL)
    if useful and not given.exists():
        Verdict.objects.create(work=work, person=actor, kind=Verdict.Kind.USEFUL, at=now)
        fact = events.of_step(
            events.WORK_JUDGED, work.enrolment, work.activity_key, actor, work.id, kind="useful",
            author=str(work.enrolment.person_id),
        )  # fmt: skip
        record(fact, at=now)
    elif not useful:
        given.delete()
