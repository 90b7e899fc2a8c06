"""What people chose of how they are told, read for a batch of them at once."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from cordee.notifications.channels import channels
from cordee.notifications.delivering import hours
from cordee.notifications.models import Attention, Pace, Preference
from cordee.people.models import Person


class Choices:
    """The paces and hours of some people: three queries, whatever their number."""

    def __init__(self, people: Collection[UUID]) -> None:
        self.zones = dict(Person.objects.filter(id__in=people).values_list("id", "time_zone"))
        self.attention = Attention.objects.in_bulk(list(people))
        rows = Preference.objects.filter(person_id__in=people)
        self.paces: dict[tuple[UUID, str, str, UUID | None], Pace] = {
            (person, channel, group, space): Pace(pace)
            for person, channel, group, space, pace in rows.values_list(
                "person_id", "channel", "group", "space_id", "pace"
            )
        }

    def of(self, person: UUID) -> Attention:
        """Their hours and measure; the defaults for who chose nothing."""
        return self.attention.get(person) or Attention(person_id=person)

    def pace(self, person: UUID, channel: str, group: str, space: UUID | None) -> Pace:
        """The closest of what they chose: the group in the space, the space, the group, the whole channel, defaults."""
        wanted = [(group, space), ("", space)] if space else []
        for one in (*wanted, (group, None), ("", None)):
            if (found := self.paces.get((person, channel, *one))) is not None:
                return found
        return channels()[channel].defaults.get(group, Pace.NEVER)

    def digest_pace(self, person: UUID, channel: str) -> Pace:
        """How often they get digests: each day where they asked for that of anything, else each week."""
        daily = any(
            who == person and by == channel and pace == Pace.DAILY
            for (who, by, _group, _space), pace in self.paces.items()
        )
        return Pace.DAILY if daily else Pace.WEEKLY

    def due(self, person: UUID, pace: Pace, moment: datetime) -> datetime:
        """When something of that pace may reach them, ``moment`` at the earliest."""
        mine, zone = self.of(person), ZoneInfo(self.zones[person])
        if pace == Pace.ONCE:
            return hours.out_of_quiet(moment, zone, mine.quiet_from, mine.quiet_until)
        weekday = mine.digest_day if pace == Pace.WEEKLY else None
        return hours.next_digest(moment, zone, mine.digest_hour, weekday)
