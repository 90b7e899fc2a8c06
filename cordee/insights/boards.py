"""Dashboards: finished figures of a scope, read as they were counted. Their cost does not depend on how much there is."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.insights.access import Subject
from cordee.insights.counting.windows import window
from cordee.insights.disclosure.units import told_figures
from cordee.insights.figures import BEFORE, POINTS, Figure, Point
from cordee.insights.models import Scope, Snapshot

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
    """The dashboard of a subject, up to a Sunday (None: the last one). Three queries; of a unit five. Raises Invalid."""
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
        if subject.scope is Scope.UNIT or chosen in told[name]
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
    rows = Snapshot.objects.filter(scope=subject.scope, scope_id=subject.scope_id, until__in=weeks)
    for row in rows:
        found[row.name][row.until] = Point(
            window(None, row.until).ends, row.numerator, row.denominator, row.people, row.value, row.low, row.high,
            row.detail,
        )  # fmt: skip
    if subject.scope is Scope.UNIT and subject.scope_id:
        _keep_back(subject.scope_id, weeks, found)
    return found


def _keep_back(unit: UUID, weeks: Sequence[date], found: dict[str, dict[date, Point]]) -> None:
    """Empty the points of a unit that may not be told, so that nothing can tell what they held. Two queries.

    Where the unit itself is not told, all of them, also those that were never counted: which figures there are of one
    person says what that person did.
    """
    told = told_figures(unit, weeks)
    for week in weeks:
        silent = ("participation", week) not in told
        for name in SHOWN:
            point = found[name].get(week)
            if silent or (point and point.people and (name, week) not in told):
                found[name][week] = replace(_nothing(week), hidden=True)
