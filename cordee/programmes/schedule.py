"""When prompts come out: days of a rhythm, and the moment that a local hour makes. Pure: nothing is read or written."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo

import holidays
from babel.core import get_global

WEEK = timedelta(days=7)
DAY = timedelta(days=1)
FRIDAY = 4
NOWHERE = ("001", "ZZ")  # how the CLDR says: the whole world, nobody knows
FARTHEST = 400  # weeks: where no day is found in so many, none is ever


@dataclass(frozen=True)
class Rhythm:
    """On which weekday (0: Monday), every so many weeks, and which days are left out.

    ``breaks`` are the first and last days of times without prompts; ``closed`` are public holidays.
    """

    weekday: int
    every: int = 1
    breaks: tuple[tuple[date, date], ...] = ()
    closed: Collection[date] = field(default_factory=frozenset)

    def days(self, first: date) -> Iterator[date]:
        """The days of the rhythm from ``first`` on.

        In a week whose day is a public holiday, the next day that is none is taken, up to Friday (or Sunday, where the
        rhythm falls on a week-end). A week without such a day, or in a break, is passed over: the next one is taken.
        """
        week = first + timedelta(days=(self.weekday - first.weekday()) % 7)
        left = FARTHEST
        while left:
            left -= 1
            if found := self._day_of(week):
                yield found
                week += WEEK * self.every
                left = FARTHEST
            else:
                week += WEEK

    def _day_of(self, wanted: date) -> date | None:
        last = FRIDAY if self.weekday <= FRIDAY else 6
        day = wanted
        while day.weekday() <= last and not self._is_off(day):
            if day not in self.closed:
                return day
            if day.weekday() == 6:
                break
            day += DAY
        return None

    def _is_off(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.breaks)


def days(rhythm: Rhythm, first: date, count: int) -> list[date]:
    """The ``count`` next days of a rhythm from ``first`` on; fewer where it leaves none."""
    return list(islice(rhythm.days(first), count))


def moment(on: date, clock: time, zone: ZoneInfo) -> datetime:
    """When it is ``clock`` there on that day, in UTC.

    An hour that the clocks leap over becomes the same time after the leap, never one before; of an hour that comes
    twice, it is the first (PEP 495, ``fold=0``).
    """
    local = datetime.combine(on, clock.replace(tzinfo=None), zone)
    return local.astimezone(UTC)


def country_of(time_zone: str) -> str:
    """The country of a time zone, as the CLDR has it ("FR" of "Europe/Paris"); empty where it is none."""
    known = get_global("zone_territories")
    found = known.get(time_zone) or known.get(get_global("zone_aliases").get(time_zone, ""), "")
    return "" if found in NOWHERE else found


def public_holidays(time_zone: str, first: date, last: date, language: str = "fr") -> dict[date, str]:
    """The public holidays of the zone's country between two days, with their names; none where nobody knows them."""
    country = country_of(time_zone)
    if not country:
        return {}
    found: dict[date, str] = {}
    for year in range(first.year, last.year + 1):
        found |= dict(_of_year(country, year, language))
    return {day: name for day, name in sorted(found.items()) if first <= day <= last}


@lru_cache(maxsize=256)
def _of_year(country: str, year: int, language: str) -> tuple[tuple[date, str], ...]:
    try:
        spoken = next(
            (one for one in _languages(country) if one == language or one.startswith(f"{language}_")), None
        )
        return tuple(holidays.country_holidays(country, years=year, language=spoken).items())
    except NotImplementedError:
        return ()


@lru_cache(maxsize=256)
def _languages(country: str) -> tuple[str, ...]:
    return tuple(getattr(holidays.country_holidays(country), "supported_languages", ()))
