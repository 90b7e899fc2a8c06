"""Writing, each night, to those whose account nobody has come in with for as long as the organisation chose."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from cordee.journal.actions import Fact, record
from cordee.privacy.dormant import NOTICE, dormant
from cordee.privacy.models import Departure
from cordee.privacy.tasks import write_announcement

AT_ONCE = 100  # a night: no mail server takes us for somebody else
DEPARTURE_ANNOUNCED = "departure.announced"


def announce_departures(before: datetime, now: datetime) -> int:
    """Write to those who have been away since before: in thirty days their account goes; returns to how many.

    Nobody is written to, and so nobody goes, where no mail leaves.
    """
    if not settings.MAIL_LEAVES:
        return 0
    people = list(dormant(before).order_by("pk")[:AT_ONCE])
    for person in people:
        with transaction.atomic():
            Departure.objects.create(person=person, by=None, asked_at=now, due_at=now + NOTICE)
            record(Fact(DEPARTURE_ANNOUNCED, person.id), at=now)
            write_announcement.defer(person=str(person.pk))
    return len(people)
