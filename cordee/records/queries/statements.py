"""Finding statements: one by its identifier, many by what they mention."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from django.db import connection
from django.db.models import Exists, OuterRef
from django.db.models.functions import Length

from cordee.records.models import Attachment, Family, Mention, Statement


@dataclass(frozen=True)
class Found:
    """A statement as it is stored: its text, its place, and the contents that it refers to."""

    position: int
    raw: str
    attached: tuple[str, ...] = ()

    @property
    def id(self) -> UUID:
        """Its identifier, out of its text."""
        return UUID(orjson.loads(self.raw)["id"])


@dataclass(frozen=True)
class Sought:
    """What is sought: statements that have all keys of ``filters``, of which the first should be the rarest.

    ``voided``: with those that are.
    ``authority``: the key of who must have sent it. ``family``: how the IRI of its activity must begin. ``low`` and
    ``high`` bound the places (``high`` is left out).
    """

    filters: Sequence[int] = ()
    authority: int | None = None
    family: str = ""
    low: int | None = None
    high: int | None = None
    ascending: bool = False
    voided: bool = False
    limit: int = 100


def one_statement(
    identifier: UUID, *, voided: bool, authority: int | None = None, family: str = ""
) -> Found | None:
    """The statement of that identifier, voided or not as wanted. One query."""
    found = Statement.objects.filter(id=identifier, voided=voided, activity__startswith=family)
    if authority is not None:
        sent = Mention.objects.filter(position=OuterRef("position"), key=authority, depth=0)
        found = found.filter(Exists(sent))
    row = found.values_list("position", "raw", "attached").first()
    return Found(row[0], row[1], tuple(row[2])) if row else None


def many_statements(sought: Sought) -> list[Found]:
    """Statements by their places. One query; two for a family.

    Its cost depends on what is given, not on what is stored: the first filter is read in the order of places, and the
    others are looked up for each place (or the planner joins them, where that is less).
    """
    order = "ASC" if sought.ascending else "DESC"
    where = ["true"] if sought.voided else ["NOT records_statement.voided"]
    values: list[Any] = []
    if sought.authority is not None:
        where.append(_HAS)
        values.append(sought.authority)
    kin = _family_key(sought.family) if sought.family else None
    if sought.family and kin is None:
        where.append("starts_with(records_statement.activity, %s)")
        values.append(sought.family)
    elif kin is not None and sought.filters:
        where.append(_HAS)
        values.append(kin)
    bounds, edges = _bounds(sought)
    if sought.filters:
        inner, held = _mentioned(sought.filters, bounds, edges, order)
        source = f"({inner}) AS found JOIN records_statement USING (position)"
        values = held + values
    elif kin is not None:
        within = "".join(f" AND m.position {bound}" for bound in bounds)
        inner = f"SELECT m.position FROM records_mention m WHERE m.key = %s AND m.depth = 0{within}"  # noqa: S608
        source = f"({inner}) AS found JOIN records_statement USING (position)"
        values = [kin, *edges, *values]
    else:
        source = "records_statement"
        where += [f"position {bound}" for bound in bounds]
        values += edges
    query = (
        f"SELECT records_statement.position, raw, attached FROM {source} WHERE {' AND '.join(where)} "  # noqa: S608
        f"ORDER BY records_statement.position {order} LIMIT {int(sought.limit)}"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return [Found(position, raw, tuple(attached)) for position, raw, attached in cursor.fetchall()]


def contents(hashes: Iterable[str]) -> list[Attachment]:
    """The contents of attachments that are stored. One query."""
    return list(Attachment.objects.filter(sha2__in=set(hashes)).order_by("sha2"))


def sizes(hashes: Iterable[str]) -> dict[str, int]:
    """How many bytes the contents of attachments have, of those that are stored. One query, or none."""
    if not (wanted := set(hashes)):
        return {}
    rows = Attachment.objects.filter(sha2__in=wanted).annotate(size=Length("content"))
    return dict(rows.values_list("sha2", "size"))


_HAS = (
    "EXISTS (SELECT 1 FROM records_mention own WHERE own.position = records_statement.position "
    "AND own.key = %s AND own.depth = 0)"
)


def _family_key(prefix: str) -> int | None:
    """The key of a family that every statement of it has by now; None where some have it not yet. One query."""
    return Family.objects.filter(prefix=prefix, left=None).values_list("key", flat=True).first()


def _bounds(sought: Sought) -> tuple[list[str], list[Any]]:
    bounds, edges = [], []
    if sought.low is not None:
        bounds.append(">= %s")
        edges.append(sought.low)
    if sought.high is not None:
        bounds.append("< %s")
        edges.append(sought.high)
    return bounds, edges


def _mentioned(
    filters: Sequence[int], bounds: list[str], edges: list[Any], order: str
) -> tuple[str, list[Any]]:
    """The places of statements that have each key at one depth: their own, or of what they point at."""
    first, *others = filters
    within = "".join(f" AND m.position {bound}" for bound in bounds)
    meets = (
        " AND EXISTS (SELECT 1 FROM records_mention o WHERE o.position = m.position AND o.depth = m.depth AND o.key = %s)"
    ) * len(others)
    query = (
        f"SELECT DISTINCT m.position FROM records_mention m WHERE m.key = %s{within}{meets} "  # noqa: S608
        f"ORDER BY m.position {order}"
    )
    return query, [first, *edges, *others]
