"""Letting go of words and of who wrote them; dates, kinds and what was done about it stay."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict
from cordee.improvement import access, events
from cordee.improvement.models import Adaptation, Concern, Step
from cordee.journal.actions import record
from cordee.people.models import Person

GONE = "…"


def forget_concerns(before: datetime, now: datetime) -> int:
    """The words of concerns that were closed before; how many."""
    return _forget(Concern.objects.filter(closed_at__lt=before), now)


@transaction.atomic
def forget_author(actor: Person, concern: Concern, *, now: datetime) -> None:
    """Somebody without account asks to be forgotten: once it is closed. Raises Forbidden, Conflict."""
    access.check_keeps(actor, concern)
    if concern.closed_at is None:
        raise Conflict(_("Close it first: whoever wrote still waits for an answer."))
    if _forget(Concern.objects.filter(pk=concern.pk), now):
        record(events.of_concern(events.CONCERN_FORGOTTEN, concern, actor), at=now)


@transaction.atomic
def forget_concerns_of(person: Person, *, now: datetime) -> None:
    """Somebody leaves: what they wrote here goes with them, what was adapted for them too."""
    own = Concern.objects.filter(person=person)
    own.filter(closed_at=None).update(closed_at=now)
    _forget(own, now)
    Adaptation.objects.filter(enrolment__person=person).delete()


@transaction.atomic
def _forget(rows: QuerySet[Concern], now: datetime) -> int:
    ids = list(rows.filter(forgotten_at=None).values_list("id", flat=True))
    Step.objects.filter(concern__in=ids).update(words="")
    return Concern.objects.filter(id__in=ids).update(
        title=GONE, words="", person=None, outside_name="", outside_email="", forgotten_at=now
    )
