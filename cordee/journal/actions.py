"""Recording: the only way into the journal."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from cordee.core.ids import uuid7
from cordee.journal.models import Event

CHANNEL = "cordee_journal"


@dataclass(frozen=True)
class Fact:
    """What a room tells the journal. ``seed`` names the event of an import or a demo, so that it is told once."""

    verb: str
    object_id: UUID
    actor_id: UUID | None = None
    space_id: UUID | None = None
    data: dict[str, Any] = field(default_factory=dict)
    seed: str | None = None


def record(fact: Fact, *, at: datetime) -> Event:
    """Write down an act that happened at ``at``, in the transaction that makes it (required)."""
    return record_all([(fact, at)])[0]


def record_all(facts: Iterable[tuple[Fact, datetime]]) -> list[Event]:
    """Write down several acts at once (imports), in their order; facts with a known seed are passed over.

    Raises RuntimeError outside a transaction: an act and its record stand or fall together.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("journal.record belongs in the transaction of the act that it records")
    events = [
        Event(
            id=uuid7(at, fact.seed) if fact.seed else uuid7(at),
            verb=fact.verb,
            at=at,
            actor_id=fact.actor_id,
            space_id=fact.space_id,
            object_id=fact.object_id,
            data=fact.data,
        )
        for fact, at in facts
    ]
    Event.objects.bulk_create(events, batch_size=1000, ignore_conflicts=True)
    with connection.cursor() as cursor:
        # Sent by PostgreSQL at commit. A hint only: a reader that misses it comes by itself within seconds.
        cursor.execute(f"NOTIFY {CHANNEL}")
    return events
