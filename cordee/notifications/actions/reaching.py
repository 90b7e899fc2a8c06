"""Whom a channel does not reach any more, and what is let go of when somebody leaves."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from cordee.core.forgetting import forget
from cordee.journal.actions import Fact, record
from cordee.notifications.events import ADDRESS_LOST
from cordee.notifications.models import (
    Attention,
    Delivery,
    Device,
    Message,
    Notice,
    Preference,
    ReadMark,
    Unreachable,
)


@transaction.atomic
def stop_reaching(person_id: UUID, channel: str, address: str, *, why: str, now: datetime) -> None:
    """Nothing more goes to this address of somebody: it was refused for good, or what was sent came back."""
    known = Unreachable.objects.filter(person_id=person_id, channel=channel, address=address[:500])
    if not known.exists() and channel == "email":
        record(Fact(ADDRESS_LOST, person_id), at=now)
    Unreachable.objects.update_or_create(
        person_id=person_id,
        channel=channel,
        defaults={"address": address[:500], "why": why[:200], "at": now},
    )


def reach_again(person_id: UUID, channel: str) -> None:
    """Try the address again, because its owner says so; what comes back stops it anew."""
    Unreachable.objects.filter(person_id=person_id, channel=channel).delete()


def forget_messages(before: datetime, now: datetime) -> int:
    """Let go of the messages that were made before and are done with, and of what they told of; returns how many."""
    return forget(Message.objects.filter(made_at__lt=before).exclude(state=Message.State.WAITING))


def forget_told(person_id: UUID) -> None:
    """All that the room keeps of somebody who leaves for good."""
    for model in (Notice, ReadMark, Delivery, Message, Unreachable, Preference, Attention, Device):
        model._default_manager.filter(person_id=person_id).delete()
