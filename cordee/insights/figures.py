"""What is said of a space's health: figures with their numerator, their denominator and their window."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

WINDOW = timedelta(days=28)
STEP = timedelta(days=7)
POINTS = 13  # windows of four weeks that end a week apart: a quarter
BEFORE = 4  # how many steps back the period before ends
FEWEST = 5  # people: with fewer, a share says who did what


def stepped(count: int) -> int:
    """A number of people in steps of five, so that no difference of two singles anybody out."""
    return count - count % FEWEST


@dataclass(frozen=True, slots=True)
class Point:
    """A figure over the window that ends at ``until``: ``count`` of ``of``, about ``people`` people.

    ``value`` is what is drawn (a share between 0 and 1, hours, a number); None where nothing can be said. ``low`` and
    ``high``: its interval, where it is an estimate. ``hidden``: too few stand behind what is left of a group without it.
    """

    until: datetime
    count: int
    of: int
    people: int
    value: float | None
    low: float | None = None
    high: float | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)
    hidden: bool = False

    @property
    def last_day(self) -> date:
        """The day that the window ends with (UTC)."""
        return (self.until - timedelta(microseconds=1)).astimezone(UTC).date()

    @property
    def known(self) -> bool:
        """Whether enough people stand behind it to be told."""
        return self.value is not None and self.people >= FEWEST and not self.hidden


@dataclass(frozen=True, slots=True)
class Figure:
    """One question, answered for thirteen windows that end ``step`` weeks apart, the last one first."""

    name: str
    points: Sequence[Point]
    step: int = 1

    @property
    def now(self) -> Point:
        """The window that ends now."""
        return self.points[0]

    @property
    def before(self) -> Point:
        """The window before it, which shares no day with it."""
        return self.points[BEFORE // self.step]

    @property
    def drawn(self) -> list[Point]:
        """From the oldest to the latest."""
        return list(reversed(self.points))


def ends(now: datetime) -> list[datetime]:
    """When each window ends, the last one first."""
    return [now - number * STEP for number in range(POINTS)]
