"""What is being stored now: its place says when that began, and it may be committed later than what came after."""

from datetime import datetime

from django.db import connection

# Of clients alone: the vacuum of a large table takes hours, and stores nothing.
_OLDEST = """
SELECT least(clock_timestamp(), min(xact_start)) FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
"""


def oldest_running() -> datetime:
    """When the oldest transaction that runs now began: nothing begun before is still to be committed. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_OLDEST)
        oldest: datetime = cursor.fetchone()[0]
    return oldest
