"""The five figures of every place of a kind, over the 28 days that end with a day, as three expressions.

Each has a row a place (empty for the organisation); ``told`` says them as figures. An expression reads the acts once or
twice, so that it costs the same on an engine that keeps nothing between its parts.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis import _

from cordee.insights.counting.sql import SOCIAL
from cordee.insights.counting.windows import DAYS
from cordee.insights.definitions import MODES, TOLD
from cordee.insights.models import Scope
from cordee.insights.portable import tables

SECOND = 1_000_000  # microseconds
DAY = 86_400 * SECOND
_MONTH = DAYS * DAY
_PLACE = {Scope.ORGANISATION: "", Scope.SPACE: "space_id", Scope.COHORT: "cohort_id"}
SCOPES = tuple(_PLACE)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


Row = tuple[str, str, int, int, int, float | None]


def figures(scope: Scope, until: date) -> dict[str, ir.Table]:
    """``people``: participation, readers, writers, helpers, the balance; ``questions``: answered and how soon;
    ``arrivals``: newcomers who stayed.
    """
    ends = (datetime.combine(until + timedelta(days=1), time(), UTC) - _EPOCH) // timedelta(microseconds=1)
    return {
        "people": _people(scope, ends),
        "questions": _questions(scope, ends),
        "arrivals": _arrivals(scope, ends),
    }


def told(expression: str, rows: Iterable[Sequence[Any]]) -> list[Row]:
    """The rows of an expression as figures: place, name, version, numerator, denominator, value."""
    return sorted(one for row in rows for one in _TOLD[expression](*row))


def _figure(place: str, name: str, count: int, of: int) -> Row:
    count, of = int(count), int(of)  # PostgreSQL adds whole numbers up to decimals
    return place, name, TOLD[name.partition(".")[0]].version, count, of, count / of if of else None


def _of_people(
    place: str, people: int, took_part: int, readers: int, writers: int, helpers: int, *modes: int
) -> list[Row]:
    shares = {"participation": took_part, "readers": readers, "writers": writers, "helpers": helpers}
    balance = [
        _figure(place, f"balance.{mode}", count, sum(modes)) for mode, count in zip(MODES, modes, strict=True)
    ]
    return [_figure(place, name, count, people) for name, count in shares.items()] + balance


def _of_questions(place: str, asked: int, answered: int, hours: float | None) -> list[Row]:
    found = _figure(place, "answered", answered, asked)
    return [found, (place, "hours", TOLD["hours"].version, *found[3:5], hours)]


def _of_arrivals(place: str, came: int, stayed: int) -> list[Row]:
    return [_figure(place, "kept", stayed, came)]


_TOLD: Mapping[str, Callable[..., list[Row]]] = {
    "people": _of_people,
    "questions": _of_questions,
    "arrivals": _of_arrivals,
}


def _acts(scope: Scope) -> ir.Table:
    """Acts with the place in which they were done; acts done in none are left out."""
    acts, column = tables.acts(), _PLACE[scope]
    if not column:
        return acts.mutate(place=ibis.literal(""))
    return acts.filter(acts[column].notnull()).mutate(place=acts[column])


def _presences(scope: Scope) -> ir.Table:
    presences = tables.presences()
    there = presences.filter(presences.scope == scope.value)
    return there.mutate(place=there.scope_id if _PLACE[scope] else ibis.literal(""))


def _count(condition: ir.BooleanValue) -> ir.IntegerScalar:
    return condition.ifelse(1, 0).sum().cast("int64")


def _people(scope: Scope, ends: int) -> ir.Table:
    """Everybody who could (is there as the window ends) or did, and what they come to together."""
    did = _acts(scope).filter(_.seen, _.at >= ends - _MONTH, _.at < ends)
    counted = ~did.kind.isin(["join", "other"])
    social = did.kind.isin([kind.value for kind in SOCIAL])
    done = did.select(
        did.place,
        did.person_id,
        social=social.ifelse(1, 0),
        reads=(did.kind == "read").ifelse(1, 0),
        wrote=did.kind.isin(["contribute", "reply"]).ifelse(1, 0),
        helped=((did.kind == "reply") & did.toward_id.notnull()).ifelse(1, 0),
        practice=((did.mode == "practice") & counted).ifelse(1, 0),
        among=((did.mode == "social") & counted).ifelse(1, 0),
        formal=((did.mode == "formal") & counted).ifelse(1, 0),
    )
    belongs = _presences(scope).filter(_.since < ends, _.until.isnull() | (_.until >= ends))
    nothing = {name: ibis.literal(0, type="int8") for name in done.columns[2:]}
    could = belongs.select(belongs.place, belongs.person_id, **nothing).distinct()
    sums = {name: _[name].sum().cast("int64") for name in done.columns[2:]}
    each = ibis.union(done, could).group_by("place", "person_id").agg(**sums)
    return each.group_by("place").agg(
        people=each.count(),
        took_part=_count(each.social > 0),
        readers=_count(each.reads > 0),
        writers=_count(each.wrote > 0),
        helpers=_count(each.helped > 0),
        practice=each.practice.sum().cast("int64"),
        social=each.among.sum().cast("int64"),
        formal=each.formal.sum().cast("int64"),
    )


def _questions(scope: Scope, ends: int) -> ir.Table:
    """A peer replied before the window ended: somebody else, who did not facilitate. Half of them waited less than that.

    The median is exact: the middle one by rank, or the mean of the two in the middle.
    """
    acts = _acts(scope)
    asked = acts.filter(
        _.seen, _.kind == "contribute", _.question, _.at >= ends - _MONTH, _.at < ends
    ).select("place", "id", "object_id", "person_id", "at")
    everything = tables.acts()
    replies = everything.filter(
        everything.seen, everything.kind == "reply", ~everything.kept, everything.at < ends
    ).select(thread_id=everything.thread_id, by=everything.person_id, replied=everything.at)
    met = asked.join(replies, [asked.object_id == replies.thread_id, asked.person_id != replies.by])
    waited = met.group_by("place", "id", "at").agg(replied=met.replied.min())
    waited = waited.select("place", wait=waited.replied - waited.at)
    ranked = waited.mutate(
        rank=ibis.row_number().over(group_by="place", order_by="wait"),
        count=_.count().over(ibis.window(group_by="place")),
    )
    middle = ranked.group_by("place").agg(
        answered=ranked["count"].max().cast("int64"),
        low=ranked.wait.max(where=ranked["rank"] == (ranked["count"] - 1) // 2),
        high=ranked.wait.max(where=ranked["rank"] == ranked["count"] // 2),
    )
    total = asked.group_by("place").agg(asked=asked.count())
    rows = total.left_join(middle, "place").select(
        "place", "asked", answered=ibis.coalesce(_.answered, 0), wait=_.low + _.high
    )
    hours = rows.wait.cast("float64") / float(2 * 3_600 * SECOND)
    return rows.select("place", "asked", "answered", hours=hours)


def _arrivals(scope: Scope, ends: int) -> ir.Table:
    """Who came in the window before, and did something that others see on a later day within 28 days."""
    came = _presences(scope).filter(_.anew, ~_.leads, _.since >= ends - 2 * _MONTH, _.since < ends - _MONTH)
    came = came.group_by("place", "person_id").agg(since=came.since.max())
    acts = _acts(scope).filter(
        _.kind.isin([kind.value for kind in SOCIAL]), _.at >= ends - 2 * _MONTH, _.at < ends
    )
    acts = acts.select(where=acts.place, who=acts.person_id, at=acts.at)
    both = came.join(acts, [came.place == acts.where, came.person_id == acts.who])
    back = both.filter(
        both.at > both.since, both.at <= both.since + _MONTH, both.at // DAY > both.since // DAY
    )
    stayed = back.select("place", "person_id").distinct().group_by("place").agg(stayed=_.count())
    total = came.group_by("place").agg(came=came.count())
    return total.left_join(stayed, "place").select("place", "came", stayed=ibis.coalesce(_.stayed, 0))
