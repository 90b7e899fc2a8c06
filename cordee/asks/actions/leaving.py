"""Somebody leaves for good: what was asked of them goes, what they had is free again."""

from datetime import datetime

from django.db import transaction

from cordee.asks.actions.clock import due_now
from cordee.asks.models import Ask, Availability, Ownership, Unasked
from cordee.people.models import Person


@transaction.atomic
def forget_asked(person: Person, *, now: datetime) -> None:
    """Wipe who was asked what and how they wanted it; the clock looks again at what they had."""
    held = Ownership.objects.filter(person=person, ended_at__isnull=True)
    waiting = Ask.objects.filter(person=person, state=Ask.State.OPEN)
    due_now({*held.values_list("post_id", flat=True), *waiting.values_list("post_id", flat=True)}, now)
    for table in (Ask, Ownership, Availability, Unasked):
        table._default_manager.filter(person=person).delete()
