"""Noting what was arranged otherwise for a learner."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.core.ids import uuid7
from cordee.core.text import clean_line
from cordee.improvement import events
from cordee.improvement.models import Adaptation
from cordee.journal.actions import record
from cordee.paths.access import Standing, check_tutors
from cordee.paths.models import Enrolment


@transaction.atomic
def note_adaptation(where: Standing, enrolment: Enrolment, what: str, *, now: datetime) -> Adaptation:
    """What is arranged otherwise for a learner, never why. For the cohort's staff. Raises Forbidden, Invalid."""
    check_tutors(where, enrolment.cohort)
    what = clean_line(what)[:300]
    if not what:
        message = _("Say what is arranged otherwise; the reason is nobody’s business.")
        raise Invalid(message, fields={"what": message})
    made = Adaptation.objects.create(id=uuid7(now), enrolment=enrolment, what=what, by=where.person, at=now)
    record(events.of_adaptation(events.ADAPTED, made, where.person), at=now)
    return made


@transaction.atomic
def end_adaptation(where: Standing, adaptation: Adaptation, *, now: datetime) -> None:
    """It is not needed any more; done again it changes nothing. For the cohort's staff. Raises Forbidden."""
    check_tutors(where, adaptation.enrolment.cohort)
    if Adaptation.objects.filter(pk=adaptation.pk, ended_at=None).update(ended_at=now):
        record(events.of_adaptation(events.ADAPTATION_ENDED, adaptation, where.person), at=now)
