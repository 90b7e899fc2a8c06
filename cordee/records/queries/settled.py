"""Up to when what is stored is all there is: something stored earlier may be committed later."""

from datetime import datetime

from django.db import connection

# Of clients alone: the vacuum of a large table takes hours, and stores nothing.
_OLDEST = """
SELECT least(clock_timestamp(), min(xact_start)) FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
"""


def settled() -> datetime:
    """When the oldest transaction that runs now began: nobody commits any more what was begun before. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_OLDEST)
        oldest: datetime = cursor.fetchone()[0]
    return oldest
