"""What the record store has, read in one snapshot."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import connection, transaction

from cordee.insights.acts.statements import agent_name
from cordee.insights.export.columns import Row
from cordee.people.models import Person
from cordee.records.people import agent_of
from cordee.records.queries.transactions import oldest_running

BUCKET = 86_400_000_000 << 11  # places of a day (records.positions)
_FINGERPRINTS = f"""
SELECT position / {BUCKET}, count(*), bit_xor(position), min(position), max(position)
FROM records_statement GROUP BY 1 ORDER BY 1
"""  # noqa: S608
_PLACES = (
    "COPY (SELECT position FROM records_statement WHERE position BETWEEN %s AND %s ORDER BY position) "
    "TO STDOUT (FORMAT binary)"
)
_ROWS = "COPY (SELECT position, voided, raw FROM records_statement WHERE {} ORDER BY position) TO STDOUT (FORMAT binary)"


@dataclass(frozen=True)
class Fingerprint:
    """Which places there are in a bucket, in few numbers: two that differ hold different places."""

    count: int
    mixed: int
    first: int
    last: int


@contextmanager
def snapshot() -> Iterator[datetime]:
    """Read the store as it is at one moment. Gives the moment before which no change is missing from what is read.

    A transaction that ends later is not in the snapshot, and notes its changes by the clock while it runs: none of them
    is older than the oldest transaction that runs now.
    """
    oldest = oldest_running()
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield oldest


def fingerprints() -> dict[int, Fingerprint]:
    """Of each day of storage. One query, of the index alone where the table is vacuumed."""
    with connection.cursor() as cursor:
        cursor.execute(_FINGERPRINTS)
        return {row[0]: Fingerprint(*row[1:]) for row in cursor.fetchall()}


def places(first: int, last: int) -> Generator[int, None, None]:
    """The places between two, in order. One query."""
    with connection.cursor() as cursor, cursor.copy(_PLACES, [first, last]) as copy:
        copy.set_types(["int8"])
        for (place,) in copy.rows():
            yield place


def count_between(first: int, last: int) -> int:
    """How many places there are between two. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM records_statement WHERE position BETWEEN %s AND %s", [first, last]
        )
        count: int = cursor.fetchone()[0]
        return count


def rows_between(first: int, last: int) -> Generator[Row, None, None]:
    """The statements between two places, in order. One query."""
    return _rows("position BETWEEN %s AND %s", [first, last])


def rows_at(wanted: Sequence[int]) -> Generator[Row, None, None]:
    """The statements at some places, in order; those that are gone are left out. One query."""
    return _rows("position = ANY(%s)", [list(wanted)])


def changed_since(moment: datetime) -> list[int]:
    """The places of statements that changed. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT position FROM records_statement WHERE changed_at >= %s", [moment])
        return [place for (place,) in cursor.fetchall()]


def people_here() -> dict[tuple[str, str], str]:
    """Who is who: the identifier of each person, by what names the agents that they are. Two queries."""
    found: dict[tuple[str, str], str] = {}

    def name(agent: dict[str, Any], person: UUID) -> None:
        if named := agent_name(agent):
            found[named] = str(person)

    for person, email in EmailAddress.objects.values_list("user_id", "email").iterator():
        name({"mbox": f"mailto:{email}"}, person)
    for person, email in Person.objects.filter(erased_at=None).values_list("id", "email").iterator():
        name(agent_of(person), person)
        if email:
            name({"mbox": f"mailto:{email}"}, person)
    return found


def _rows(where: str, values: list[object]) -> Generator[Row, None, None]:
    with connection.cursor() as cursor, cursor.copy(_ROWS.format(where), values) as copy:
        copy.set_types(["int8", "bool", "text"])
        for position, voided, raw in copy.rows():
            yield Row(position, voided, raw)
