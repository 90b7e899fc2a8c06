"""Telling every web process something that is true for a moment."""

import json
from uuid import UUID

from django.db import connection

from cordee.people.models import Person

CHANNEL = "cordee_live"
LONGEST = 7_500  # bytes: PostgreSQL refuses a longer payload


def tell_others(payload: str) -> None:
    """Send a payload to all processes, this one too; one that is too long is not sent."""
    if len(payload.encode()) > LONGEST:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload])


def say_typing(person: Person, post_id: UUID) -> None:
    """Somebody is writing in a thread."""
    told = {"what": "typing", "topic": f"thread:{post_id}", "person": str(person.id), "name": person.name}
    tell_others(json.dumps(told, ensure_ascii=False))
