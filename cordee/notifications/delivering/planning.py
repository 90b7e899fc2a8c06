"""From what is to be told to who hears it by which channel, and when."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from cordee.journal.models import Event
from cordee.notifications.channels import working
from cordee.notifications.decide import decide
from cordee.notifications.delivering.choices import Choices
from cordee.notifications.kinds import kinds
from cordee.notifications.kinds.contract import Telling
from cordee.notifications.models import Delivery, Pace

LATE = timedelta(days=2)  # what happened longer ago waits for a digest
STALE = timedelta(
    days=14
)  # what was recorded longer ago is not sent: a reader that starts again finds the whole past


def grace() -> timedelta:
    """Time to read it on the page, and for what follows at once to come along in one message."""
    return timedelta(seconds=settings.MESSAGE_GRACE)


def plan(events: Iterable[Event], now: datetime) -> list[Delivery]:
    """The deliveries that follow from events: none where all channels are set to never.

    As many queries as ``decide`` makes, three, and those of each channel's ``reached``; none when nothing is to be told.
    """
    tellings = decide(event for event in events if now - event.recorded_at <= STALE)
    return _planned(tellings, now) if tellings else []


def plan_again(person_id: UUID, now: datetime) -> None:
    """What waits for somebody, as they choose it now: dropped, or at its new time. Six queries."""
    rows = list(Delivery.objects.select_for_update().filter(person_id=person_id, message=None))
    if not rows:
        return
    choices = Choices([person_id])
    dropped = []
    for row in rows:
        pace = choices.pace(person_id, row.channel, kinds()[row.kind].group, row.space_id)
        if pace == Pace.NEVER:
            dropped.append(row.pk)
        elif pace != row.pace or row.due > now:  # a digest that is about to leave is not put off to the next
            row.pace, row.due = pace, choices.due(person_id, pace, now)
    Delivery.objects.filter(id__in=dropped).delete()
    Delivery.objects.bulk_update([row for row in rows if row.pk not in dropped], ["pace", "due"])


def _planned(tellings: Sequence[Telling], now: datetime) -> list[Delivery]:
    people = {telling.person_id for telling in tellings}
    choices = Choices(people)
    planned = []
    for channel in working().values():
        reached = channel.reached(people)
        for telling in tellings:
            if telling.person_id not in reached:
                continue
            group = kinds()[telling.kind].group
            pace = choices.pace(telling.person_id, channel.name, group, telling.space_id)
            if pace == Pace.ONCE and now - telling.event.at > LATE:
                pace = Pace.DAILY
            if pace != Pace.NEVER:
                planned.append(_delivery(telling, channel.name, pace, choices, now))
    return planned


def _delivery(telling: Telling, channel: str, pace: Pace, choices: Choices, now: datetime) -> Delivery:
    event = telling.event
    assert event.position is not None
    moment = now + grace() if pace == Pace.ONCE else now
    return Delivery(
        channel=channel,
        person_id=telling.person_id,
        event_id=event.id,
        position=event.position,
        kind=telling.kind,
        key=telling.key,
        space_id=telling.space_id,
        pace=pace,
        due=choices.due(telling.person_id, pace, moment),
        at=event.at,
    )
