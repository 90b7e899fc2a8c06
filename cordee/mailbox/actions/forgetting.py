"""Letting go of what came in by mail."""

from datetime import datetime

from cordee.core.forgetting import forget
from cordee.mailbox.models import Caught, Received
from cordee.people.models import Person

KEPT_DAYS = 30  # so that a message is not taken twice, and delays are counted


def forget_mail(before: datetime, now: datetime) -> int:
    """What was received before, and what a demo caught; returns how many rows went."""
    return forget(Received.objects.filter(received_at__lt=before)) + forget(
        Caught.objects.filter(at__lt=before)
    )


def forget_mail_of(person: Person) -> None:
    """All of somebody who leaves for good. Call it while they still have their address."""
    Received.objects.filter(person=person).delete()
    if person.email:
        Caught.objects.filter(to=person.email.lower()).delete()
