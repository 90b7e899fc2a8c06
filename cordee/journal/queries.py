"""What there is to know of the journal itself."""

from dataclasses import dataclass

from django.db import connection

from cordee.journal.readers import registered


@dataclass(frozen=True)
class Lag:
    """How far a reader is behind: events not taken yet, and for how many seconds the oldest of them has waited."""

    reader: str
    events: int
    seconds: float


_LAG = """
SELECT name, (SELECT count(*) FROM journal_event WHERE position > reached OR position IS NULL),
       coalesce(extract(epoch FROM clock_timestamp() - least(
           (SELECT recorded_at FROM journal_event WHERE position > reached ORDER BY position LIMIT 1),
           (SELECT min(recorded_at) FROM journal_event WHERE position IS NULL))), 0)
FROM (SELECT name, coalesce(position, 0) AS reached, place FROM unnest(%s::text[]) WITH ORDINALITY AS known (name, place)
      LEFT JOIN journal_cursor ON reader = name) AS readers
ORDER BY place
"""


def reader_lags() -> list[Lag]:
    """One line a registered reader of the journal, whether or not it ever ran. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_LAG, [[reader.name for reader in registered() if reader.follows_journal]])
        return [
            Lag(name, int(events), max(0.0, float(seconds))) for name, events, seconds in cursor.fetchall()
        ]
