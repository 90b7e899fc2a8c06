"""Until when: for a cohort, and for one learner who needs longer."""

from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Invalid, Missing
from cordee.core.text import clean_line
from cordee.journal.actions import record
from cordee.paths import access, events
from cordee.paths.models import Activity, Cohort, Deadline, Enrolment


@transaction.atomic
def set_deadline(
    where: access.Standing,
    cohort: Cohort,
    key: UUID | None,
    on: date | None,
    *,
    now: datetime,
    enrolment: Enrolment | None = None,
    why: str = "",
) -> Deadline | None:
    """Until the end of this day (of the cohort's zone) for an activity, or (no key) the whole path; None takes it away.

    With ``enrolment`` it is an extension for one learner, with a reason. For the cohort's facilitators. Raises Forbidden,
    Invalid, Missing.
    """
    access.check_facilitates(where, cohort)
    if key is not None and not Activity.objects.filter(version__path=where.path, key=key).exists():
        raise Missing(_("This activity is not in the path, or not any more."))
    if enrolment is not None and enrolment.cohort_id != cohort.id:
        raise Missing(_("This person is not in the cohort."))
    why = clean_line(why)[:300]
    if enrolment is not None and on is not None and not why:
        message = _("Say in a few words why: it stands beside the new date.")
        raise Invalid(message, fields={"why": message})
    person = str(enrolment.person_id) if enrolment else None
    fact = events.of_cohort(
        events.DEADLINE_SET, cohort, where.person, activity=str(key) if key else None, person=person
    )
    record(fact, at=now)
    if on is None:
        Deadline.objects.filter(cohort=cohort, activity_key=key, enrolment=enrolment).delete()
        return None
    if on < cohort.starts_on:
        message = _("The date comes after the beginning of the cohort.")
        raise Invalid(message, fields={"on": message})
    moment = datetime.combine(on, time(23, 59, 59), ZoneInfo(cohort.time_zone))
    deadline, _made = Deadline.objects.update_or_create(
        cohort=cohort,
        activity_key=key,
        enrolment=enrolment,
        defaults={"at": moment, "by": where.person, "given_at": now, "why": why},
    )
    return deadline
