"""Telling that a workshop is near, and giving places that were freed elsewhere."""

from datetime import datetime, timedelta

from django.db import transaction

from cordee.journal.actions import record
from cordee.workshops import events
from cordee.workshops.actions.seats import expected, fill_seats
from cordee.workshops.models import Reminder, Seat, Workshop

AHEAD = {Reminder.Ahead.HOUR: timedelta(hours=1), Reminder.Ahead.DAY: timedelta(days=1)}


def remind(now: datetime) -> int:
    """Tell who is expected of the workshops that begin within a day, then within an hour; how many were told of.

    Each is told once for the moment at which it begins: what is planned late is told as near as it is, and no more.
    """
    near = Workshop.objects.filter(
        starts_at__gt=now, starts_at__lte=now + AHEAD[Reminder.Ahead.DAY], cancelled_at__isnull=True
    )
    return sum(_told(workshop, now) for workshop in near.select_related("cohort"))


@transaction.atomic
def _told(workshop: Workshop, now: datetime) -> bool:
    hour = workshop.starts_at - now <= AHEAD[Reminder.Ahead.HOUR]
    ahead = Reminder.Ahead.HOUR if hour else Reminder.Ahead.DAY
    _row, made = Reminder.objects.get_or_create(
        workshop=workshop, ahead=ahead, starts_at=workshop.starts_at, defaults={"at": now}
    )
    if made:
        people = sorted(str(one) for one in expected(workshop))
        fact = events.of_workshop(events.WORKSHOP_NEAR, workshop, None, ahead=ahead.value, people=people)
        record(fact, at=now)
    return made


def fill_freed(now: datetime) -> int:
    """Give the places of who left the cohort to who waits; how many were given."""
    waiting = Seat.objects.filter(state=Seat.State.WAITING, workshop__starts_at__gt=now)
    given = 0
    for workshop_id in waiting.order_by().values_list("workshop_id", flat=True).distinct():
        with transaction.atomic():
            rows = Workshop.objects.select_for_update(no_key=True, of=("self",)).select_related("cohort")
            given += fill_seats(rows.get(pk=workshop_id), now=now)
    return given
