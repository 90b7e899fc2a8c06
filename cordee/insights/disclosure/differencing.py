"""Whether two tables that one person took, laid over each other, tell of fewer than five people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from cordee.insights.disclosure.hiding import FEWEST

Who = TypeVar("Who")


@dataclass(frozen=True)
class Taken:
    """A figure that was taken away: of which scope, which people (as marks), and for which days (``until`` not in it)."""

    figure: str
    scope: str
    people: frozenset[bytes]
    since: date
    until: date

    def overlaps(self, other: "Taken") -> bool:
        """Whether some day is in both."""
        return self.since < other.until and other.since < self.until

    def comparable(self, other: "Taken") -> bool:
        """Whether subtracting one from the other says something: the same figure, and days in common.

        The same scope over other days (a figure that comes each week) is left alone: what differs is mostly time.
        """
        if self.figure != other.figure or not self.overlaps(other):
            return False
        return self.scope != other.scope or (self.since, self.until) == (other.since, other.until)


def too_close(new: Taken, before: Iterable[Taken]) -> Taken | None:
    """The table taken before from which ``new`` would differ by one to four people; None where there is none.

    Two tables are compared, and each with what remains of it once all those that are parts of it are taken away: a whole
    minus its parts is a subtraction too.
    """
    known = [one for one in before if new.comparable(one)]
    for one in known:
        if 0 < len(new.people ^ one.people) < FEWEST:
            return one
    for whole in (new, *known):
        parts = [
            one for one in (new, *known) if one.people and one is not whole and one.people < whole.people
        ]
        if new is not whole and new not in parts:
            continue
        rest = whole.people.difference(*(one.people for one in parts))
        if parts and 0 < len(rest) < FEWEST:
            return whole if whole is not new else parts[0]
    return None
