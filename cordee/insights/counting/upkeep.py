"""Keeping snapshots up to date: the weeks that are over, and those in which something changed."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max, Q
from psycopg.types.json import Jsonb

from cordee.insights.counting.figures import Counted, figures_of
from cordee.insights.counting.keeping import kept
from cordee.insights.counting.windows import window
from cordee.insights.models import Dirty, Scope, Snapshot
from cordee.insights.words import TOLD
from cordee.people.models import Unit

WEEK = timedelta(days=7)
REACH = 8  # weeks: an act counts in four windows; that a newcomer came back, in another four
KEPT_WEEKS = 260  # how far back figures are counted
AT_ONCE = {Scope.ORGANISATION: 13}
SOME = 400  # windows counted in one go, of other scopes
MARKS = 500  # taken in one transaction, those of a place together
_LOCK = 0x696E73696768  # "insigh"
# A month of a large organisation is sorted in memory; for this transaction alone, and nobody waits for it.
_ROOM = "SET LOCAL work_mem = '64MB'"

Place = tuple[str, UUID | None]
_UP = """
WITH RECURSIVE up (unit, top) AS (
  SELECT id, id FROM people_unit WHERE id = ANY(%s::uuid[])
  UNION SELECT up.unit, u.parent_id FROM up JOIN people_unit u ON u.id = up.top WHERE u.parent_id IS NOT NULL
) SELECT unit, top FROM up
"""


def last_sunday(now: datetime) -> date:
    """The last one that is over (UTC)."""
    today = now.astimezone(UTC).date()
    return today - timedelta(days=today.weekday() + 1)


def count_what_is_due(now: datetime) -> int:
    """Count anew what changed, and what a new week asks for; returns how many windows. Broken off, it has done a part."""
    last, done = last_sunday(now), 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
            if not cursor.fetchone()[0]:
                return done  # another process is at it
            cursor.execute(_ROOM)
            marks = list(Dirty.objects.filter(week__lte=last).order_by("scope", "scope_id", "week")[:MARKS])
            wanted = _marked(marks, last)
            Dirty.objects.filter(id__in=[mark.id for mark in marks]).delete()
            count(wanted, now)
            done += sum(map(len, wanted.values()))
        if len(marks) < MARKS:
            break
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if cursor.fetchone()[0]:
            cursor.execute(_ROOM)
            for wanted in (_new_weeks(last), _outdated()):
                count(wanted, now)
                done += sum(map(len, wanted.values()))
    return done


def _marked(marks: Sequence[Dirty], last: date) -> dict[Place, set[date]]:
    """The windows that some marks ask for."""
    first = last - KEPT_WEEKS * WEEK
    found: dict[Place, set[date]] = defaultdict(set)
    above = _above({mark.scope_id for mark in marks if mark.scope == Scope.UNIT and mark.scope_id})
    for mark in marks:
        end = last if mark.onward else min(last, mark.week + REACH * WEEK)
        tops = (
            above.get(mark.scope_id, ()) if mark.scope == Scope.UNIT and mark.scope_id else (mark.scope_id,)
        )
        for top in tops:
            found[mark.scope, top].update(_weeks(max(mark.week, first), end))
    return found


def _weeks(begin: date, end: date) -> Iterator[date]:
    while begin <= end:
        yield begin
        begin += WEEK


def _above(units: set[UUID]) -> dict[UUID, list[UUID | None]]:
    """Each unit and those above it. One query, none without units."""
    found: dict[UUID, list[UUID | None]] = defaultdict(list)
    if units:
        with connection.cursor() as cursor:
            cursor.execute(_UP, [list(units)])
            for unit, top in cursor.fetchall():
                found[unit].append(top)
    return found


def _new_weeks(last: date) -> dict[Place, set[date]]:
    """The windows that ended since, of every place where there was somebody two months ago or later. One query."""
    rows = (
        Snapshot.objects.filter(name="participation", until__gt=last - (REACH + 1) * WEEK)
        .values_list("scope", "scope_id")
        .annotate(latest=Max("until"), alive=Max("until", filter=Q(people__gt=0)))
        .filter(latest__lt=last, alive__isnull=False)
    )
    return {(scope, scope_id): set(_weeks(latest + WEEK, last)) for scope, scope_id, latest, _alive in rows}


def _outdated() -> dict[Place, set[date]]:
    """The places of the latest week in which something was counted by an older definition. Two queries.

    One week a run: new weeks come first, and old ones within hours. Units that are gone are counted no more.
    """
    older = Q()
    for name, told in TOLD.items():
        older |= Q(name=name, version__lt=told.version)
    rows = Snapshot.objects.filter(older).exclude(
        ~Q(scope_id__in=Unit.objects.values("id")), scope=Scope.UNIT
    )
    week = rows.aggregate(latest=Max("until"))["latest"]
    if week is None:
        return {}
    return {place: {week} for place in rows.filter(until=week).values_list("scope", "scope_id")}


def count(wanted: dict[Place, set[date]], now: datetime) -> None:
    """Write the snapshots of these windows, in the transaction of the caller. Eight statements a chunk."""
    units = (
        set(Unit.objects.values_list("id", flat=True))
        if any(key[0] == Scope.UNIT for key in wanted)
        else set()
    )
    by_scope: dict[Scope, list[tuple[UUID | None, date]]] = defaultdict(list)
    for (scope, scope_id), weeks in wanted.items():
        if weeks and (scope != Scope.UNIT or scope_id in units):
            by_scope[Scope(scope)] += [(scope_id, week) for week in sorted(weeks)]
    for scope, places in by_scope.items():
        size = AT_ONCE.get(scope, SOME)
        for begin in range(0, len(places), size):
            _write(scope, places[begin : begin + size], now)


# The organisation has no identifier. Two conditions, as an index is read for "=" and IS NULL alone.
_CLEAR = """
DELETE FROM insights_snapshot s USING unnest(%s::uuid[], %s::date[]) AS gone (scope_id, until)
WHERE s.scope = %s AND {same} AND s.until = gone.until
"""
_SAME = {Scope.ORGANISATION: "s.scope_id IS NULL"}


# In the order of ``_copied``.
_COPY = """
COPY insights_snapshot (name, version, scope, scope_id, until, numerator, denominator, people, value, low, high, detail,
                        counted_at) FROM STDIN
"""


def _write(scope: Scope, places: list[tuple[UUID | None, date]], now: datetime) -> None:
    figures = figures_of(scope, [window(*place) for place in places])
    with connection.cursor() as cursor:
        clear = _CLEAR.format(same=_SAME.get(scope, "s.scope_id = gone.scope_id"))
        cursor.execute(clear, [[one for one, _week in places], [week for _one, week in places], scope.value])
        with cursor.copy(_COPY) as copy:  # a rebuild writes a million: several times faster than INSERT
            for (scope_id, week), told in zip(places, figures, strict=True):
                for name, one in kept(scope, told or {"participation": Counted()}).items():
                    copy.write_row(_copied(name, scope, scope_id, week, one, now))


def _copied(
    name: str, scope: Scope, scope_id: UUID | None, week: date, one: Counted, now: datetime
) -> tuple[Any, ...]:
    return (
        name, TOLD[name].version, scope.value, scope_id, week, one.numerator, one.denominator, one.people, one.value,
        one.low, one.high, Jsonb(dict(one.detail)), now,
    )  # fmt: skip
