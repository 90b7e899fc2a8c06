"""What PostgreSQL itself tells of our tables: which, in which order to fill them, which columns, which sequences."""

from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from django.db import connection

UNKEPT = {
    "django_migrations",  # told by the manifest; written by the migrations themselves
    "core_shortterm",  # true for some minutes
}

_TABLES = """
SELECT relation.relname, array_agg(attribute.attname ORDER BY attribute.attnum)
FROM pg_class relation JOIN pg_attribute attribute ON attribute.attrelid = relation.oid
WHERE relation.relnamespace = current_schema()::regnamespace AND relation.relkind IN ('r', 'p')
  AND NOT relation.relispartition AND attribute.attnum > 0 AND NOT attribute.attisdropped
  AND attribute.attgenerated = ''
GROUP BY relation.relname
"""
_STRICT_LINKS = """
SELECT here.relname, there.relname
FROM pg_constraint link JOIN pg_class here ON here.oid = link.conrelid JOIN pg_class there ON there.oid = link.confrelid
WHERE link.contype = 'f' AND NOT link.condeferrable AND here.oid <> there.oid
  AND here.relnamespace = current_schema()::regnamespace
"""
_SEQUENCES = """
SELECT sequence.oid::regclass::text, owner.relname, attribute.attname
FROM pg_class sequence
JOIN pg_depend link ON link.objid = sequence.oid AND link.deptype IN ('a', 'i') AND link.refobjsubid > 0
  AND link.classid = 'pg_class'::regclass AND link.refclassid = 'pg_class'::regclass
JOIN pg_class owner ON owner.oid = link.refobjid
JOIN pg_attribute attribute ON attribute.attrelid = owner.oid AND attribute.attnum = link.refobjsubid
WHERE sequence.relkind = 'S' AND owner.relnamespace = current_schema()::regnamespace
"""


@dataclass(frozen=True)
class Table:
    """A table and the columns that are stored (not computed)."""

    name: str
    columns: tuple[str, ...]


def quoted(name: str) -> str:
    """A name as SQL takes it, whatever it is made of."""
    return connection.ops.quote_name(name.replace('"', '""'))


def tables() -> list[Table]:
    """Every table to keep, each after those that its undeferrable keys point at. Two queries."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        found = {
            name: Table(name, tuple(columns)) for name, columns in cursor.fetchall() if name not in UNKEPT
        }
        cursor.execute(_STRICT_LINKS)
        links = cursor.fetchall()
    order: TopologicalSorter[str] = TopologicalSorter({name: set() for name in sorted(found)})
    for here, there in links:
        if here in found and there in found:
            order.add(here, there)
    try:
        return [found[name] for name in order.static_order()]
    except CycleError:
        return [found[name] for name in sorted(found)]


def set_sequences() -> None:
    """Let every sequence go on after the highest value of its column."""
    with connection.cursor() as cursor:
        cursor.execute(_SEQUENCES)
        for sequence, table, column in cursor.fetchall():
            # The names come from PostgreSQL's own catalogue.
            highest = f"SELECT max({quoted(column)}) FROM {quoted(table)}"  # noqa: S608
            cursor.execute(
                f"SELECT setval(%s, coalesce(({highest}), 1), ({highest}) IS NOT NULL)", [sequence]
            )
