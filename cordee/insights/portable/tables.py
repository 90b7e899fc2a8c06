"""The two tables that the expressions are about, as every engine can give them.

Identifiers are text and moments are whole microseconds since 1970 (UTC): engines agree on those, and on little else of
how they treat UUIDs, zones and intervals.
"""

import ibis
import ibis.expr.types as ir

ACTS = {
    "id": "string",
    "at": "int64",
    "person_id": "string",
    "kind": "string",
    "mode": "string",
    "space_id": "string",
    "cohort_id": "string",
    "object_id": "string",
    "thread_id": "string",
    "toward_id": "string",
    "question": "boolean",
    "kept": "boolean",
    "seen": "boolean",
}
PRESENCES = {
    "scope": "string",
    "scope_id": "string",
    "person_id": "string",
    "since": "int64",
    "until": "int64",
    "anew": "boolean",
    "leads": "boolean",
}
MOMENTS = ("at", "since", "until")


def acts() -> ir.Table:
    """What people did."""
    return ibis.table(ACTS, name="acts")


def presences() -> ir.Table:
    """Who belongs where, from when to when."""
    return ibis.table(PRESENCES, name="presences")
