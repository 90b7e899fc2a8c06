"""Dashboards: finished figures of a scope, read as they were counted. Their cost does not depend on how much there is."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.insights.access import Subject
from cordee.insights.counting.windows import window
from cordee.insights.figures import BEFORE, FEWEST, POINTS, Figure, Point
from cordee.insights.models import Scope, Snapshot
from cordee.people.models import Unit

WEEK = timedelta(days=7)
YEAR = 52  # weeks
ENDS_OFFERED = 53
# In the order in which a page tells them: who takes part, whether they help each other, what it is worth.
SHOWN = (
    "participation", "readers", "writers", "helpers", "answered", "hours", "kept", "spread", "balance", "useful", "fresh",
)  # fmt: skip
_FIRST = date(2026, 1, 4)  # a Sunday: windows that share no day end every fourth week from it


@dataclass(frozen=True)
class Board:
    """The figures of a subject up to ``until`` (a Sunday), the same a year before, and which ends there are to choose.

    ``counted_at`` is when the youngest was counted; None where nothing was yet.
    """

    subject: Subject
    until: date | None
    ends: Sequence[date]
    figures: Sequence[Figure]
    year_before: Mapping[str, Point]
    counted_at: datetime | None

    def figure(self, name: str) -> Figure | None:
        """One of them, if it was counted."""
        return next((one for one in self.figures if one.name == name), None)

    @property
    def told(self) -> list[Figure]:
        """Those of which something is said, of this window or of one before."""
        return [one for one in self.figures if any(point.known for point in one.points)]

    @property
    def untold(self) -> list[Figure]:
        """Those of which nothing is said of any window."""
        return [one for one in self.figures if one not in self.told]


def board(subject: Subject, until: date | None = None) -> Board:
    """The dashboard of a subject, up to a Sunday (None: the last one). Two queries; of a unit four. Raises Invalid."""
    # Windows that overlap differ by few people: of a unit only those are told that share no day.
    apart = BEFORE if subject.scope is Scope.UNIT else 1
    rows = Snapshot.objects.filter(
        scope=subject.scope, scope_id=subject.scope_id, name="participation"
    ).order_by("-until")
    ends = list(rows.values_list("until", flat=True)[: ENDS_OFFERED * apart])
    if apart > 1:
        ends = [one for one in ends if (one - _FIRST).days % 28 == 0]
    if not ends:
        return Board(subject, None, [], [], {}, None)
    chosen = until or ends[0]
    if chosen not in ends:
        message = _("Choose one of the dates offered.")
        raise Invalid(message, fields={"until": message})
    weeks = [chosen - number * apart * WEEK for number in range(POINTS)]
    told = _points(subject, [*weeks, chosen - YEAR * WEEK])
    figures = [
        Figure(name, [told[name].get(week) or _nothing(week) for week in weeks], apart)
        for name in SHOWN
        if chosen in told[name]
    ]
    before = {
        name: point for name in SHOWN if (point := told[name].get(chosen - YEAR * WEEK)) and point.known
    }
    counted = Snapshot.objects.filter(scope=subject.scope, scope_id=subject.scope_id, until=chosen)
    return Board(subject, chosen, ends, figures, before, counted.aggregate(at=Max("counted_at"))["at"])


def _nothing(week: date) -> Point:
    return Point(window(None, week).ends, 0, 0, 0, None)


def _points(subject: Subject, weeks: Sequence[date]) -> dict[str, dict[date, Point]]:
    found: dict[str, dict[date, Point]] = defaultdict(dict)
    hidden = _hidden(subject, weeks) if subject.scope is Scope.UNIT else set()
    rows = Snapshot.objects.filter(scope=subject.scope, scope_id=subject.scope_id, until__in=weeks)
    for row in rows:
        found[row.name][row.until] = Point(
            window(None, row.until).ends, row.numerator, row.denominator, row.people, row.value, row.low, row.high,
            row.detail, (row.name, row.until) in hidden,
        )  # fmt: skip
    return found


def _hidden(subject: Subject, weeks: Sequence[date]) -> set[tuple[str, date]]:
    """The figures of a unit that, taken from those of the unit above, would leave too few people. Two queries."""
    unit = Unit.objects.get(id=subject.scope_id or UUID(int=0))
    family = dict(Unit.objects.filter(parent_id=unit.parent_id).values_list("id", "name"))
    above = Scope.UNIT if unit.parent_id else Scope.ORGANISATION
    people: dict[tuple[str, date], dict[UUID | None, int]] = defaultdict(dict)
    rows = Snapshot.objects.filter(until__in=weeks, scope=Scope.UNIT, scope_id__in=family)
    rows = rows.union(
        Snapshot.objects.filter(until__in=weeks, scope=above, scope_id=unit.parent_id), all=True
    )
    for name, until, scope_id, count in rows.values_list("name", "until", "scope_id", "people"):
        people[name, until][scope_id] = count
    found = set()
    for key, counts in people.items():
        whole = counts.pop(unit.parent_id, None)
        if whole is not None and unit.id in kept_back(whole, {one: n for one, n in counts.items() if one}):
            found.add(key)
    return found


def kept_back(whole: int, parts: Mapping[UUID, int]) -> set[UUID]:
    """Which parts of a group are not told, so that no difference of what is told leaves one to four people.

    Parts under five are not; then, as long as what the told ones leave of the whole is one to four, the smallest of them
    is not either.
    """
    told = sorted((one for one in parts if parts[one] >= FEWEST), key=lambda one: (parts[one], one))
    while told and 0 < whole - sum(parts[one] for one in told) < FEWEST:
        told.pop(0)
    return set(parts) - set(told)
