"""What is due becomes messages: one a person and moment, within what the person set as their measure for a week."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import Sum

from cordee.journal.models import Cursor
from cordee.notifications.delivering.choices import Choices
from cordee.notifications.kinds import kinds
from cordee.notifications.models import Delivery, Message, Pace

AT_ONCE = 200  # people a transaction
WEEK = timedelta(days=7)


@transaction.atomic
def gather(channel: str, now: datetime, most: int = AT_ONCE) -> int:
    """Put what is due into messages, for ``most`` people; returns for how many, 0 while another process is at it.

    What the bell does not know yet waits for it: its lines are what messages are made of. A dozen queries.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [f"cordee gathers {channel}"])
        if not cursor.fetchone()[0]:
            return 0
    told = Cursor.objects.filter(reader="notifications").values_list("position", flat=True).first() or 0
    waiting = Delivery.objects.filter(channel=channel, message=None, due__lte=now, position__lte=told)
    people = list(
        dict.fromkeys(waiting.order_by("due", "id").values_list("person_id", flat=True)[: most * 5])
    )[:most]
    if not people:
        return 0
    rows: dict[UUID, list[Delivery]] = defaultdict(list)
    for row in waiting.filter(person_id__in=people).order_by("position"):
        rows[row.person_id].append(row)
    _Gathering(channel, now, Choices(people)).write(rows)
    return len(people)


class _Gathering:
    """One round of it."""

    def __init__(self, channel: str, now: datetime, choices: Choices) -> None:
        self.channel, self.now, self.choices = channel, now, choices
        self.messages: list[Message] = []
        self.joined: list[Delivery] = []
        self.postponed: list[Delivery] = []

    def write(self, rows: dict[UUID, list[Delivery]]) -> None:
        mine = Message.objects.filter(channel=self.channel, person_id__in=list(rows))
        self.slots = {
            (one.person_id, one.slot): one
            for one in mine.exclude(slot="").filter(made_at__gt=self.now - WEEK)
        }
        told = mine.filter(slot="", made_at__gt=self.now - WEEK).exclude(state=Message.State.NEEDLESS)
        used = dict(
            told.order_by().values("person_id").annotate(sum=Sum("things")).values_list("person_id", "sum")
        )
        for person, some in rows.items():
            digest = [row for row in some if row.pace != Pace.ONCE]
            at_once = [row for row in some if row.pace == Pace.ONCE]
            slot = self._slot(person, digest)
            if slot and (begun := self.slots.get((person, slot))):
                if begun.state != Message.State.SENT:
                    self._add(begun, some)
                    continue
                self._postpone(person, digest)  # today's has gone, and the bell was late
                slot = ""
            if slot:
                self._join(person, some, slot)
            elif at_once:
                now, later = self._within_measure(person, at_once, used.get(person) or 0)
                self._postpone(person, later)
                if now:
                    self._join(person, now)
        Message.objects.bulk_create(self.messages)
        _put_in_messages(self.joined)
        Delivery.objects.bulk_update(self.postponed, ["pace", "due"], batch_size=1000)

    def _slot(self, person: UUID, digest: list[Delivery]) -> str:
        """The name of a digest: the day on which it was due, where the person is."""
        if not digest:
            return ""
        zone = ZoneInfo(self.choices.zones[person])
        return max(row.due for row in digest).astimezone(zone).date().isoformat()

    def _join(self, person: UUID, rows: list[Delivery], slot: str = "") -> None:
        message = Message(
            channel=self.channel,
            person_id=person,
            slot=slot,
            due=self.now,
            made_at=self.now,
            things=len({row.key for row in rows}),
        )
        self.messages.append(message)
        for row in rows:
            row.message = message
        self.joined += rows

    def _add(self, message: Message, rows: list[Delivery]) -> None:
        """To a digest that was begun; where somebody sends it just now, in a minute."""
        free = Message.objects.select_for_update(skip_locked=True).filter(id=message.id, sender=None)
        if free.exclude(state=Message.State.SENT).update(state=Message.State.WAITING, done_at=None):
            for row in rows:
                row.message = message
            self.joined += rows

    def _postpone(self, person: UUID, rows: Iterable[Delivery]) -> None:
        """To the person's next digest."""
        for row in rows:
            row.pace = self.choices.digest_pace(person, self.channel) if row.pace == Pace.ONCE else row.pace
            row.due = self.choices.due(person, Pace(row.pace), self.now)
            self.postponed.append(row)

    def _within_measure(
        self, person: UUID, rows: list[Delivery], used: int
    ) -> tuple[list[Delivery], list[Delivery]]:
        """What may go at once and what waits: the most useful things first, and what cannot wait in any case."""
        budget = self.choices.of(person).budget
        if budget is None:
            return rows, []
        keys = dict.fromkeys(row.key for row in sorted(rows, key=lambda row: kinds()[row.kind].strength))
        urgent = {row.key for row in rows if kinds()[row.kind].cannot_wait}
        left = max(0, budget - used - len(urgent))
        going = urgent | set([key for key in keys if key not in urgent][:left])
        return [row for row in rows if row.key in going], [row for row in rows if row.key not in going]


def _put_in_messages(rows: list[Delivery]) -> None:
    """One statement, for ten thousand as well."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE notifications_delivery AS delivery SET message_id = one.message"
            " FROM unnest(%s::bigint[], %s::uuid[]) AS one (id, message) WHERE delivery.id = one.id",
            [[row.pk for row in rows], [str(row.message_id) for row in rows]],
        )
