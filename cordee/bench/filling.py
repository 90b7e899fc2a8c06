"""Fill the record store of a site: ``python -m cordee.bench.filling COUNT`` stores until it holds so many."""

import random
import sys
from datetime import UTC, datetime, timedelta
from uuid import UUID

import django
import orjson

from cordee.bench.statements import one

AT_ONCE = 20_000
PATTERNS = 2_000  # statements that are made; the rest repeat them with another identifier and moment
AUTHORITY = {
    "objectType": "Agent",
    "account": {"homePage": "https://learning.example.org", "name": "filling"},
}
BEGIN, LAST = datetime(2021, 1, 1, tzinfo=UTC), 10**11  # a statement each millisecond, for three years


def main(count: int) -> int:
    """Store what is missing, by COPY, in the past of what came by HTTP."""
    django.setup()
    from django.db import connection

    from cordee.records.actions.statements import activity_of, complete
    from cordee.records.keys import mentions
    from cordee.records.positions import written
    from cordee.records.versions import Version

    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE position < %s), count(*) FROM records_statement", [_place(LAST)]
        )
        number, whole = cursor.fetchone()
    chance = random.Random(number)
    patterns = []
    for _number in range(PATTERNS):
        made = {"id": "", **one(chance)}
        complete(made, AUTHORITY, Version.FIRST, written(BEGIN))
        text = orjson.dumps(made).decode()
        patterns.append((text, activity_of(made), sorted(mentions(made))))
    while whole < count:
        some = min(AT_ONCE, count - whole)
        _copy(patterns, number, some, chance)
        number, whole = number + some, whole + some
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE records_statement, records_mention")
    return whole


def _place(number: int) -> int:
    from cordee.records.positions import from_moment

    return from_moment(BEGIN + timedelta(milliseconds=number))


def _copy(patterns: list[tuple[str, str, list[int]]], begin: int, count: int, chance: random.Random) -> None:
    from django.db import connection, transaction

    rows, named = [], []
    for number in range(begin, begin + count):
        text, activity, keys = patterns[chance.randrange(len(patterns))]
        identifier, place = UUID(int=chance.getrandbits(128), version=4), _place(number)
        rows.append((place, identifier, text.replace('"id":""', f'"id":"{identifier}"', 1), activity))
        named += [(key, place) for key in keys]
    with transaction.atomic(), connection.cursor() as cursor:
        statement = "COPY records_statement (position, id, raw, activity, voids, voided, attached) FROM STDIN"
        with cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row((*row, False, False, []))
        with cursor.copy("COPY records_mention (key, position, depth) FROM STDIN") as copy:
            for key, place in sorted(named):
                copy.write_row((key, place, 0))


if __name__ == "__main__":
    print(main(int(sys.argv[1])))
