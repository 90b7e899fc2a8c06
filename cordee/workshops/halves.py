"""The half-days of a workshop: what is signed, one by one, on an attendance sheet.

They are derived from when it begins and ends, in its own zone: what lasts no longer than a morning is one half-day, a day
is two with its lunch between them, and of several days the inner ones have usual hours.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

NOON = time(13)
LUNCH = (time(12, 30), time(13, 30))
USUAL = (time(9), time(17))
SHORT = timedelta(hours=4)  # no lunch in between, and one signature
SITTING = timedelta(hours=14)  # what is longer goes over several days, with nights
MORNING, AFTERNOON = "am", "pm"


@dataclass(frozen=True)
class Half:
    """A morning or an afternoon of a day (of the workshop's zone); its moments are in UTC."""

    on: date
    part: str
    starts: datetime
    ends: datetime

    @property
    def key(self) -> str:
        """What names it in an address: 2027-03-02-am."""
        return f"{self.on.isoformat()}-{self.part}"

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return int((self.ends - self.starts).total_seconds() // 60)


def halves(starts: datetime, ends: datetime, zone: ZoneInfo) -> list[Half]:
    """The half-days between two moments, in order; none overlaps another, each lasts."""
    first = starts.astimezone(zone).date()
    starts, ends = starts.astimezone(UTC), ends.astimezone(UTC)
    if ends - starts <= SHORT:
        return [_one(first, starts, ends, zone)]
    found: list[Half] = []
    for on, opens, closes in _days(starts, ends, zone):
        lunch, after = _at(on, LUNCH[0], zone), _at(on, LUNCH[1], zone)
        if opens < lunch and closes > after and closes - opens > SHORT:
            found += [Half(on, MORNING, opens, lunch), Half(on, AFTERNOON, after, closes)]
        elif opens < closes:
            found.append(_one(on, opens, closes, zone))
    return found


def _days(starts: datetime, ends: datetime, zone: ZoneInfo) -> Iterator[tuple[date, datetime, datetime]]:
    begin, end = starts.astimezone(zone), ends.astimezone(zone)
    sitting = ends - starts <= SITTING
    on = begin.date()
    while on <= end.date():
        midnight, next_midnight = _at(on, time(), zone), _at(on + timedelta(days=1), time(), zone)
        opens, closes = midnight, next_midnight
        if not sitting:
            opens = _at(on, min(begin.time(), USUAL[0]), zone)
            closes = _at(on, max(end.time(), USUAL[1]), zone)
        if on == begin.date():
            opens, closes = starts, closes if closes > starts else next_midnight
        if on == end.date():
            opens, closes = opens if opens < ends else midnight, ends
        yield on, opens, closes
        on += timedelta(days=1)


def _one(on: date, starts: datetime, ends: datetime, zone: ZoneInfo) -> Half:
    middle = starts + (ends - starts) / 2
    return Half(on, MORNING if middle < _at(on, NOON, zone) else AFTERNOON, starts, ends)


def _at(on: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(on, clock, zone).astimezone(UTC)
