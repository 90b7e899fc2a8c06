"""Keys of families of activities: who may read only some of them must not pay for all the others."""

from collections.abc import Collection

from django.db import connection, transaction
from django.db.models import Max

from cordee.records.actions.references import hold_off
from cordee.records.keys import FAMILY, key
from cordee.records.models import Family, Statement

AT_ONCE = 20_000  # statements that are looked at in one transaction

_PLACE = """
INSERT INTO records_mention (key, position, depth)
SELECT key, position, 0 FROM records_statement JOIN records_family ON starts_with(activity, prefix)
WHERE position = ANY(%s) ON CONFLICT DO NOTHING
"""
_FILL = """
WITH looked AS (
  SELECT position, activity FROM records_statement WHERE position < %s ORDER BY position DESC LIMIT %s
), placed AS (
  INSERT INTO records_mention (key, position, depth)
  SELECT %s, position, 0 FROM looked WHERE starts_with(activity, %s) ON CONFLICT DO NOTHING
)
SELECT min(position), count(*) FROM looked
"""


@transaction.atomic
def remember_family(prefix: str) -> None:
    """From now on statements about these activities have a key of their own; earlier ones get it from a job.

    Whoever is storing something now is waited for: what comes after has the key from the beginning.
    """
    if Family.objects.filter(prefix=prefix).exists():
        return
    hold_off(True)
    last = Statement.objects.aggregate(last=Max("position"))["last"]
    left = None if last is None else last + 1
    Family.objects.get_or_create(prefix=prefix, defaults={"key": key(FAMILY, prefix), "left": left})


@transaction.atomic
def fill_families() -> bool:
    """Look at some of what was stored before a family was made; returns whether there is more to do."""
    family = Family.objects.select_for_update(skip_locked=True).exclude(left=None).order_by("prefix").first()
    if family is None:
        return False
    with connection.cursor() as cursor:
        cursor.execute(_FILL, [family.left, AT_ONCE, family.key, family.prefix])
        lowest, count = cursor.fetchone()
    family.left = lowest if count == AT_ONCE else None
    family.save(update_fields=["left"])
    return True


def place_in_families(places: Collection[int]) -> None:
    """Give statements the keys of their families again. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_PLACE, [list(places)])
