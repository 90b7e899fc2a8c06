"""What messages say at the moment at which they are sent."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Max
from django.utils import timezone, translation

from cordee.notifications.channels import channels
from cordee.notifications.channels.contract import Parcel
from cordee.notifications.delivering.lines import lines_of
from cordee.notifications.digest import sections_of
from cordee.notifications.models import Delivery, Message, Pace
from cordee.people.models import Person

WEEK = timedelta(days=7)


def parcels_of(messages: Sequence[Message], now: datetime) -> list[Parcel]:
    """The messages that still have something to say. A dozen queries, and those of each digest's parts."""
    rows = list(Delivery.objects.filter(message__in=messages))
    lines, people = lines_of(rows), Person.objects.in_bulk({message.person_id for message in messages})
    positions: dict[UUID, set[int]] = defaultdict(set)
    for row in rows:
        assert row.message_id is not None
        positions[row.message_id].add(row.position)
    before = _last_digests([message for message in messages if message.is_digest])
    parcels = []
    for message in messages:
        person = people.get(message.person_id)
        if person is None or not person.is_active:
            continue
        told = [line for line in lines.get(person.id, ()) if line.position in positions[message.id]]
        parcel = Parcel(message, person, told)
        if message.is_digest and Pace.WEEKLY in channels()[message.channel].paces:
            with translation.override(person.language), timezone.override(ZoneInfo(person.time_zone)):
                since = before.get(person.id, message.due - WEEK)
                parcel.sections.extend(sections_of(person, since=since, now=now))
        if told or any(section.enough for section in parcel.sections):
            parcels.append(parcel)
    return parcels


def _last_digests(messages: Sequence[Message]) -> dict[UUID, datetime]:
    """When each of their people was last sent a digest. One query, none without digests."""
    if not messages:
        return {}
    sent = Message.objects.filter(
        person_id__in={message.person_id for message in messages},
        channel=messages[0].channel,
        state=Message.State.SENT,
    ).exclude(slot="")
    return dict(sent.order_by().values("person_id").annotate(at=Max("due")).values_list("person_id", "at"))
