"""Fill the record store of a site: ``python -m cordee.bench.filling COUNT`` stores until it holds so many."""

import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from uuid import UUID

import django
import orjson

from cordee.bench.statements import one

AT_ONCE = 20_000
MUCH = 500_000  # from so many missing statements on, indexes are taken away and built again
PATTERNS = 20_000  # statements that are made; the rest repeat them with another identifier and moment
AUTHORITY = {
    "objectType": "Agent",
    "account": {"homePage": "https://learning.example.org", "name": "filling"},
}
BEGIN, LAST = datetime(2021, 1, 1, tzinfo=UTC), 10**11  # a statement each millisecond, for three years


def main(count: int) -> int:
    """Store what is missing, by COPY, in the past of what came by HTTP; indexes are built after much of it."""
    django.setup()
    from django.db import connection

    from cordee.records.actions.families import fill_families

    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE position < %s), count(*) FROM records_statement", [_place(LAST)]
        )
        number, whole = cursor.fetchone()
        cursor.execute("SET synchronous_commit = off")
        cursor.execute("SET maintenance_work_mem = '512MB'")
    while fill_families():
        pass
    chance = random.Random(number)
    patterns = _patterns(chance)
    with _without_indexes() if count - whole >= MUCH else nullcontext():
        while whole < count:
            some = min(AT_ONCE, count - whole)
            _copy(patterns, number, some, chance)
            number, whole = number + some, whole + some
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE) records_statement, records_mention")
    return whole


def _patterns(chance: random.Random) -> list[tuple[str, str, list[int]]]:
    """Statements as COPY takes them, without an identifier; their activity; all their keys."""
    from cordee.records.actions.statements import activity_of, complete
    from cordee.records.keys import mentions
    from cordee.records.models import Family
    from cordee.records.positions import written
    from cordee.records.versions import Version

    families = list(Family.objects.values_list("prefix", "key"))
    patterns = []
    for _number in range(PATTERNS):
        made = {"id": "", **one(chance)}
        complete(made, AUTHORITY, Version.FIRST, written(BEGIN))
        activity = activity_of(made)
        keys = mentions(made) | {key for prefix, key in families if activity.startswith(prefix)}
        text = orjson.dumps(made).decode().replace("\\", "\\\\")
        patterns.append((text, activity, sorted(keys)))
    return patterns


@contextmanager
def _without_indexes() -> Iterator[None]:
    """Take the indexes of both tables away, and build them again at the end: far cheaper than row by row."""
    from django.db import connection

    tables = ["records_mention", "records_statement"]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE conrelid::regclass::text = ANY(%s) AND contype IN ('p', 'u')",
            [tables],
        )
        constraints = cursor.fetchall()
        for table, name, _definition in constraints:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s)", [tables])
        indexes = cursor.fetchall()
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for table, name, definition in constraints:
                cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
            for _name, definition in indexes:
                cursor.execute(definition)


def _place(number: int) -> int:
    from cordee.records.positions import from_moment

    return from_moment(BEGIN + timedelta(milliseconds=number))


def _copy(patterns: list[tuple[str, str, list[int]]], begin: int, count: int, chance: random.Random) -> None:
    from django.db import connection, transaction

    rows, named = [], []
    for number in range(begin, begin + count):
        text, activity, keys = patterns[chance.randrange(len(patterns))]
        identifier, place = UUID(int=chance.getrandbits(128), version=4), _place(number)
        raw = text.replace('"id":""', f'"id":"{identifier}"', 1)
        rows.append(f"{place}\t{identifier}\t{raw}\t{activity}\tf\tf\t{{}}\n")
        named += [f"{key}\t{place}\t0\n" for key in keys]
    with transaction.atomic(), connection.cursor() as cursor:
        statement = "COPY records_statement (position, id, raw, activity, voids, voided, attached) FROM STDIN"
        with cursor.copy(statement) as copy:
            copy.write("".join(rows))
        with cursor.copy("COPY records_mention (key, position, depth) FROM STDIN") as copy:
            copy.write("".join(named))


if __name__ == "__main__":
    print(main(int(sys.argv[1])))
