"""Which figures of a unit may be told, beside those of all other units and of the organisation."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import connection

from cordee.insights.disclosure.hiding import FEWEST
from cordee.insights.disclosure.trees import TOP, Tree
from cordee.people.models import Unit

SIZE = "participation"  # the figure that is about everybody in a unit

# Of the organisation (0) and its units, by their places in a list: only five people and more, as fewer are never told.
# Apart, as an index is read for "=" and IS NULL alone.
_COUNTED = """
WITH counted AS (
  SELECT 0 AS place, name, until, people, detail FROM insights_snapshot
  WHERE scope = 'organisation' AND scope_id IS NULL AND until = ANY(%(weeks)s::date[]) AND people >= %(fewest)s
  UNION ALL
  SELECT u.place, s.name, s.until, s.people, s.detail FROM unnest(%(units)s::uuid[]) WITH ORDINALITY AS u (id, place)
  JOIN insights_snapshot s ON s.scope = 'unit' AND s.scope_id = u.id
  WHERE s.until = ANY(%(weeks)s::date[]) AND s.people >= %(fewest)s
)"""
# Most figures are about the same people: those are given once (mostly; to sort them first takes as long as all the rest).
_FIGURES = """, figures AS (
  SELECT name, until, array_agg(place) AS places, array_agg(people) AS people
  FROM counted GROUP BY 1, 2
) SELECT until, array_agg(name), places, people FROM figures GROUP BY until, places, people
"""
_KINDS = """, kinds AS (
  SELECT '' AS kind, place, people FROM counted WHERE name = 'participation'
  UNION ALL
  SELECT k->>0, place, (k->>2)::int FROM counted, jsonb_array_elements(detail->'kinds') AS k
  WHERE name = 'participation' AND (k->>2)::int >= %(fewest)s
) SELECT kind, array_agg(place), array_agg(people) FROM kinds GROUP BY 1
"""


def told_figures(unit: UUID, weeks: Sequence[date]) -> set[tuple[str, date]]:
    """The figures of a unit that may be told, of which windows: none where its people may not. Two queries."""
    units, tree = _chart()
    place = units.index(unit) + 1
    told: dict[date, set[str]] = defaultdict(set)
    for until, names, places, people in _asked(_FIGURES, units, weeks):
        if tree.tells(place, dict(zip(places, people, strict=True))):
            told[until].update(names)
    return {(name, until) for until, names in told.items() if SIZE in names for name in names}


def told_kinds(unit: UUID, until: date) -> set[str] | None:
    """The kinds of acts of a unit that may be told; None where its people may not. Two queries.

    A kind is judged by how many people did such an act, here, in all other units and in the organisation.
    """
    units, tree = _chart()
    place = units.index(unit) + 1
    rows = _asked(_KINDS, units, [until])
    told = {
        kind for kind, places, people in rows if tree.tells(place, dict(zip(places, people, strict=True)))
    }
    return told - {""} if "" in told else None


def _chart() -> tuple[list[UUID], Tree]:
    """All units, and the tree of their places (from one) in that list. One query."""
    rows = dict(Unit.objects.order_by("id").values_list("id", "parent_id"))
    places: dict[UUID | None, int] = {unit: place for place, unit in enumerate(rows, 1)} | {None: TOP}
    return list(rows), Tree({places[unit]: places[above] for unit, above in rows.items()})


def _asked(statement: str, units: Sequence[UUID], weeks: Sequence[date]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED + statement, {"units": list(units), "weeks": list(weeks), "fewest": FEWEST})
        return cursor.fetchall()
