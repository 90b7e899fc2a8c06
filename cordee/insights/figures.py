"""What is said of a space's health: figures with their numerator, their denominator and their window."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(days=28)
STEP = timedelta(days=7)
POINTS = 13  # windows of four weeks that end a week apart: a quarter
BEFORE = 4  # how many steps back the period before ends
FEWEST = 5  # people: with fewer, a share says who did what


@dataclass(frozen=True, slots=True)
class Point:
    """A figure over the window that ends at ``until``: ``count`` of ``of``, about ``people`` people.

    ``value`` is what is drawn (a share between 0 and 1, hours, a number); None where nothing can be said.
    """

    until: datetime
    count: int
    of: int
    people: int
    value: float | None

    @property
    def known(self) -> bool:
        """Whether enough people stand behind it to be told."""
        return self.value is not None and self.people >= FEWEST


@dataclass(frozen=True, slots=True)
class Figure:
    """One question about a space, answered for thirteen windows, the last one first."""

    name: str
    points: Sequence[Point]

    @property
    def now(self) -> Point:
        """The window that ends now."""
        return self.points[0]

    @property
    def before(self) -> Point:
        """The window before it, which shares no day with it."""
        return self.points[BEFORE]

    @property
    def drawn(self) -> list[Point]:
        """From the oldest to the latest."""
        return list(reversed(self.points))


def ends(now: datetime) -> list[datetime]:
    """When each window ends, the last one first."""
    return [now - number * STEP for number in range(POINTS)]
