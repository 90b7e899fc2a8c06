"""What the webhooks room tells the journal. These acts are not told to webhooks themselves."""

from typing import Any

from cordee.journal.actions import Fact
from cordee.people.models import Person
from cordee.webhooks.models import Hook

WEBHOOK_MADE = "webhook.made"
WEBHOOK_EDITED = "webhook.edited"
WEBHOOK_ROTATED = "webhook.rotated"
WEBHOOK_REMOVED = "webhook.removed"
WEBHOOK_STOPPED = "webhook.stopped"  # by itself, after days of failing


def of_hook(verb: str, hook: Hook, actor: Person | None, **data: Any) -> Fact:
    """Something happened to a webhook; its address stays out."""
    return Fact(verb, hook.id, actor_id=actor.id if actor else None, data=data)
