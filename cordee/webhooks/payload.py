"""What a receiver is told of an act: identifiers and small facts, as the journal keeps them; never a text."""

from typing import Any
from uuid import UUID

from cordee.journal.models import Event

_FACTS = {"post": "/api/v1/posts/{}"}
TEST = "webhook.test"


def of_event(event: Event) -> dict[str, Any]:
    """The body of a delivery; ``api`` gives addresses relative to this Cordée's own."""
    family = event.verb.split(".")[0]
    api = {}
    if family in ("post", "answer", "poll", "duplicate", "practice"):
        api["object"] = f"/api/v1/posts/{event.object_id}"
    for fact in _FACTS:
        if told := event.data.get(fact):
            api[fact] = _FACTS[fact].format(told)
    return {
        "verb": event.verb,
        "at": event.at.isoformat(),
        "event": str(event.id),
        "actor": _text(event.actor_id),
        "space": _text(event.space_id),
        "object": str(event.object_id),
        "data": event.data,
        "api": api,
    }


def of_test(at: str) -> dict[str, Any]:
    """A delivery that tells of nothing, to see whether it arrives."""
    return {
        "verb": TEST,
        "at": at,
        "event": None,
        "actor": None,
        "space": None,
        "object": None,
        "data": {},
        "api": {},
    }


def _text(value: UUID | None) -> str | None:
    return str(value) if value else None
