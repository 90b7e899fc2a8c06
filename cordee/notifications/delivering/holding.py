"""Who is at which message: held by one sender at a time, and free again as soon as that sender has died."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q

from cordee.notifications.models import Message

HELD_FOR = timedelta(minutes=6)  # longer than a sender works on what it took at once (``sending.WORKS_FOR``)


@contextmanager
def sender() -> Iterator[int]:
    """A number under which messages are held. PostgreSQL knows by a lock of this connection that we live."""
    number = secrets.randbits(62)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [number])
    try:
        yield number
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [number])


@transaction.atomic
def take(channel: str, number: int, now: datetime, most: int) -> list[Message]:
    """Hold up to ``most`` messages that wait, the oldest first. Nobody else takes them meanwhile."""
    _release_the_dead(channel)
    free = Q(held_until=None) | Q(held_until__lte=now)
    rows = list(
        Message.objects.select_for_update(skip_locked=True)
        .filter(free, channel=channel, state=Message.State.WAITING, due__lte=now)
        .order_by("due", "id")[:most]
    )
    Message.objects.filter(id__in=[row.id for row in rows]).update(sender=number, held_until=now + HELD_FOR)
    return rows


def let_go(number: int) -> None:
    """What this sender took and did not come to."""
    Message.objects.filter(sender=number, state=Message.State.WAITING).update(sender=None, held_until=None)


def _release_the_dead(channel: str) -> None:
    """Free what is held by a sender whose connection is gone. Behind a pooler connections say nothing: time must pass."""
    if settings.DATABASE_POOLER:
        return
    held = Message.objects.filter(channel=channel, state=Message.State.WAITING).exclude(sender=None)
    for number in held.order_by().values_list("sender", flat=True).distinct():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
            if cursor.fetchone()[0]:
                held.filter(sender=number).update(sender=None, held_until=None)
