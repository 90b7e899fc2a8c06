"""Giving committed events their position.

The trap: sequence numbers are given when a row is written, not when it is committed. A reader that
keeps "the last number seen" passes over an event whose transaction commits later than one with a
higher number. Here numbers are given *after* commit: under a lock that one process holds at a time, the
events that are visible (committed) and have no position get the next ones, and the lock is let go only
when that is committed. What was still open then is simply numbered by a later turn, with higher positions.
See docs/decisions/journal-positions.md for what else was weighed.
"""

from django.db import connection, transaction

_LOCK = 0x43_0D_EE
BATCH = 5_000

_NUMBER = """
WITH fresh AS (
    SELECT id, row_number() OVER (ORDER BY recorded_at, id) AS rank
    FROM (
        SELECT id, recorded_at FROM journal_event
        WHERE position IS NULL ORDER BY recorded_at, id LIMIT %s
    ) AS next
)
UPDATE journal_event AS event
SET position = last.position + fresh.rank
FROM fresh, (SELECT coalesce(max(position), 0) AS position FROM journal_event) AS last
WHERE event.id = fresh.id
"""


def sequence(batch: int = BATCH) -> int:
    """Number up to ``batch`` committed events; returns how many. Waits while another process is at it.

    Must not run inside a longer transaction: what it numbered must be visible when its lock is let go.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        cursor.execute(_NUMBER, [batch])
        return int(cursor.rowcount)
