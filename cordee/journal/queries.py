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
SELECT (SELECT count(*) FROM journal_event WHERE position > %(at)s OR position IS NULL),
       coalesce(extract(epoch FROM clock_timestamp() - least(
           (SELECT recorded_at FROM journal_event WHERE position > %(at)s ORDER BY position LIMIT 1),
           (SELECT min(recorded_at) FROM journal_event WHERE position IS NULL))), 0)
"""


def reader_lags() -> list[Lag]:
    """One line a registered reader, whether or not it ever ran."""
    lags = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT reader, position FROM journal_cursor")
        positions = dict(cursor.fetchall())
        for reader in registered():
            cursor.execute(_LAG, {"at": positions.get(reader.name, 0)})
            events, seconds = cursor.fetchone()
            lags.append(Lag(reader.name, int(events), max(0.0, float(seconds))))
    return lags
