"""Weekly digests begin at their hour in each zone, also where nothing was planned: what spaces made may be worth one."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from cordee.notifications.channels import channels
from cordee.notifications.delivering.choices import Choices
from cordee.notifications.delivering.hours import next_digest
from cordee.notifications.models import Attention, Message, Pace
from cordee.people.models import Person

CATCH_UP = timedelta(hours=6)  # a machine that slept longer waits for the next week
AT_ONCE = 500
GROUP = "spaces"  # whose pace says whether somebody wants this digest


def begin_digests(channel: str, now: datetime) -> int:
    """Make the messages of the digests that are due and not made yet; returns how many.

    Who never signed in gets none. A query a zone and hour, and some more for each five hundred people whose hour it is.
    """
    made = 0
    mine = Attention.objects.filter(person=OuterRef("pk"))
    day = Coalesce(Subquery(mine.values("digest_day")), Attention._meta.get_field("digest_day").default)
    hour = Coalesce(Subquery(mine.values("digest_hour")), Attention._meta.get_field("digest_hour").default)
    people = Person.objects.filter(is_active=True, last_login__isnull=False).annotate(day=day, hour=hour)
    for zone, on, at in people.order_by().values_list("time_zone", "day", "hour").distinct():
        moment = next_digest(now - CATCH_UP, ZoneInfo(zone), at, on)
        if moment <= now:
            slot = moment.astimezone(ZoneInfo(zone)).date().isoformat()
            have = Message.objects.filter(person_id=OuterRef("pk"), channel=channel, slot=slot)
            those = people.filter(~Q(Exists(have)), time_zone=zone, day=on, hour=at, joined_at__lt=moment)
            for some in _in_parts(those):
                made += make_digests(some, channel, moment, slot)
    return made


def _in_parts(people: QuerySet[Person]) -> Iterator[list[UUID]]:
    last = UUID(int=0)
    while some := list(people.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        yield some
        last = some[-1]


@transaction.atomic
def make_digests(people: list[UUID], channel: str, moment: datetime, slot: str) -> int:
    """A message for each of them who wants weekly digests and can be reached, due at ``moment``; returns how many.

    ``slot`` names the day on which it is due where they are: once each.
    """
    choices = Choices(people)
    rows = [
        Message(channel=channel, person_id=person, slot=slot, due=moment, made_at=moment)
        for person in channels()[channel].reached(people)
        if choices.pace(person, channel, GROUP, None) == Pace.WEEKLY
    ]
    return len(Message.objects.bulk_create(rows, ignore_conflicts=True))
