"""What is being stored now: its place says when that began, and it may be committed later than what came after."""

import time
from datetime import datetime

from django.db import connection
from django.utils import timezone

from cordee.records.actions.references import LOCK

# Of clients alone: the vacuum of a large table takes hours, and stores nothing.
_OLDEST = """
SELECT least(clock_timestamp(), min(xact_start)) FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
"""
# Of those who store, and have gone through the door behind which moments are taken (``references.hold_off``).
_STORING = """
SELECT min(xact_start) FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
AND classid = %s AND objid = %s AND objsubid = 1 AND pid <> pg_backend_pid()
"""
_KEPT = 1.0  # seconds
_last: tuple[float, datetime] | None = None


def oldest_running() -> datetime:
    """When the oldest transaction that runs now began: nothing begun before is still to be committed. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_OLDEST)
        oldest: datetime = cursor.fetchone()[0]
    return oldest


def consistent_through(*, fresh: bool) -> datetime:
    """A moment before which whatever is stored can be read (1.0.3 Communication, 2.1.3.s2.b5). Waits for nobody.

    One query; or none where it was asked a second ago and ``fresh`` is not wanted: what was true then is true now. Clocks
    of several machines are taken to agree.
    """
    global _last
    if _last is not None and not fresh and time.monotonic() - _last[0] < _KEPT:
        return _last[1]
    asked, now = time.monotonic(), timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(_STORING, [LOCK >> 32, LOCK & 0xFFFFFFFF])
        begun: datetime | None = cursor.fetchone()[0]
    through = min(now, begun) if begun else now
    _last = (asked, through)
    return through
