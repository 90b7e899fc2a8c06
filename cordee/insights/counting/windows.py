"""The windows of four weeks, and SQL that joins each with the acts of its scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from cordee.insights.models import Scope

DAYS = 28


@dataclass(frozen=True, slots=True)
class Window:
    """Four weeks of a scope, up to (not including) a moment."""

    scope_id: UUID | None
    ends: datetime


def window(scope_id: UUID | None, until: date) -> Window:
    """The one that ends as a Sunday ends (UTC)."""
    return Window(scope_id, datetime.combine(until + timedelta(days=1), time(), UTC))


# Windows by number, so that a figure comes back to the one that asked.
_WINDOWS = """
w AS MATERIALIZED (
  SELECT number, scope_id, ends - interval '28 days' AS starts, ends
  FROM unnest(%(scopes)s::uuid[], %(ends)s::timestamptz[]) WITH ORDINALITY AS given (scope_id, ends, number)
)"""
# A unit with all those below it, as the chart is today.
_BELOW = """,
below AS MATERIALIZED (
  WITH RECURSIVE tree (top, unit) AS (
    SELECT id, id FROM people_unit WHERE id = ANY(%(scopes)s::uuid[])
    UNION ALL SELECT tree.top, u.id FROM tree JOIN people_unit u ON u.parent_id = tree.unit
  ) SELECT top, unit FROM tree
)"""
_LINKS = {
    Scope.ORGANISATION: "JOIN insights_act a ON true",
    Scope.SPACE: "JOIN insights_act a ON a.space_id = w.scope_id",
    Scope.PATH: "JOIN insights_act a ON a.path_id = w.scope_id",
    Scope.COHORT: "JOIN insights_act a ON a.cohort_id = w.scope_id",
    Scope.UNIT: "JOIN below b ON b.top = w.scope_id JOIN insights_act a ON a.unit_id = b.unit",
}
_THERE = {
    Scope.ORGANISATION: "JOIN insights_presence p ON p.scope = 'organisation'",
    Scope.SPACE: "JOIN insights_presence p ON p.scope = 'space' AND p.scope_id = w.scope_id",
    Scope.PATH: (
        "JOIN paths_cohort c ON c.path_id = w.scope_id "
        "JOIN insights_presence p ON p.scope = 'cohort' AND p.scope_id = c.id"
    ),
    Scope.COHORT: "JOIN insights_presence p ON p.scope = 'cohort' AND p.scope_id = w.scope_id",
    Scope.UNIT: (
        "JOIN below b ON b.top = w.scope_id JOIN insights_presence p ON p.scope = 'unit' AND p.scope_id = b.unit"
    ),
}
# Whether those who answered are counted among the people of a question (``sql.QUESTIONS``).
_ANSWERERS = {Scope.SPACE: "|| array_agg(peer_id)", Scope.COHORT: "|| array_agg(peer_id)"}
# Whether an act was done in the place of a presence: to a unit one belongs wherever one acts.
_ACTED_THERE = {
    Scope.ORGANISATION: "true",
    Scope.SPACE: "a.space_id = p.scope_id",
    Scope.PATH: "a.cohort_id = p.scope_id",
    Scope.COHORT: "a.cohort_id = p.scope_id",
    Scope.UNIT: "true",
}


def asked(scope: Scope, windows: Sequence[Window], statement: str) -> dict[int, tuple[Any, ...]]:
    """What a statement says of each window, by its place in the list (those of which it says nothing are not there).

    ``statement`` follows a WITH that holds the windows ``w``; {link}, {there}, {acted_there}, {answerers} are those of
    the scope. One query.
    """
    whole = "WITH " + _WINDOWS + (_BELOW if scope is Scope.UNIT else "") + statement
    whole = whole.format(
        link=_LINKS[scope],
        there=_THERE[scope],
        acted_there=_ACTED_THERE[scope],
        answerers=_ANSWERERS.get(scope, ""),
    )
    with connection.cursor() as cursor:
        cursor.execute(
            whole, {"scopes": [one.scope_id for one in windows], "ends": [one.ends for one in windows]}
        )
        return {int(number) - 1: tuple(values) for number, *values in cursor.fetchall()}
