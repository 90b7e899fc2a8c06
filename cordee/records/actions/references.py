"""Statements that point at statements: they are found by what those have, and they void them."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

DEEPEST = 10  # links of a chain that are followed

SKEW = timedelta(seconds=5)
LOCK = 0x7265636F7264  # "record"

# Whether anything that is new is pointed at already.
_POINTED_AT = "SELECT 1 FROM records_statement WHERE target = ANY(%s::uuid[]) LIMIT 1"

# Everything above a new statement, itself with it, and for each of them the chain below: what a statement has itself
# (depth 0) is had by those above it at the depth of the distance.
_INHERIT = """
WITH RECURSIVE above AS (
  SELECT position, id, target, 0 AS steps FROM records_statement WHERE id = ANY(%s::uuid[])
  UNION
  SELECT s.position, s.id, s.target, steps + 1 FROM records_statement s JOIN above ON s.target = above.id WHERE steps < %s
), chain AS (
  SELECT DISTINCT position AS top, NULL::bigint AS position, target, 0 AS steps FROM above
  UNION ALL
  SELECT chain.top, s.position, s.target, steps + 1
  FROM chain JOIN records_statement s ON s.id = chain.target WHERE steps < %s
)
INSERT INTO records_mention (key, position, depth)
SELECT DISTINCT m.key, chain.top, chain.steps
FROM chain JOIN records_mention m ON m.position = chain.position AND m.depth = 0
ON CONFLICT DO NOTHING
"""

_VOID = """
UPDATE records_statement voided SET voided = true FROM records_statement voiding
WHERE voiding.voids AND voiding.target = voided.id AND NOT voided.voids AND NOT voided.voided
AND (voiding.id = ANY(%s::uuid[]) OR voided.id = ANY(%s::uuid[]))
"""


def hold_off(pointing: bool) -> None:
    """Until the transaction ends, keep statements that point (``pointing``) and all others apart.

    A statement and the one that points at it may be stored at the same time: without this neither transaction would see
    the other. Statements that point wait for all; the many others never wait for each other.
    """
    function = "pg_advisory_xact_lock" if pointing else "pg_advisory_xact_lock_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [LOCK])


@transaction.atomic
def settled() -> datetime:
    """A moment before which nothing is stored any more: who reads places in order up to it passes over no latecomer.

    Whoever stores has taken their moment behind this very door (``hold_off``); clocks of two machines may differ by
    ``SKEW``. Waits for what is being stored now, and holds up what comes meanwhile: some milliseconds. One query.
    """
    hold_off(True)
    return timezone.now() - SKEW


def connect(ids: list[UUID], pointing: bool) -> None:
    """Do what follows from new statements that point, or are pointed at. One query where there are none."""
    with connection.cursor() as cursor:
        if not pointing:
            cursor.execute(_POINTED_AT, [ids])
            if cursor.fetchone() is None:
                return
        cursor.execute(_INHERIT, [ids, DEEPEST, DEEPEST])
        cursor.execute(_VOID, [ids, ids])
