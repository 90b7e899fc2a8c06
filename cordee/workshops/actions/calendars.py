"""The secret address of somebody's calendar: made when it is asked for, made anew, taken back."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from cordee.core.sealing import Unreadable, seal, unseal
from cordee.journal.actions import Fact, record
from cordee.people.models import Person
from cordee.workshops import events
from cordee.workshops.models import CalendarKey

PURPOSE = "workshops.calendar"


@transaction.atomic
def renew_calendar(person: Person, *, now: datetime) -> str:
    """A new secret; the address before it leads nowhere any more."""
    secret = secrets.token_urlsafe(24)
    CalendarKey.objects.update_or_create(
        person=person,
        defaults={"secret_hash": hash_of(secret), "sealed": seal(PURPOSE, secret), "at": now},
    )
    record(Fact(events.CALENDAR_RENEWED, person.id, actor_id=person.id), at=now)
    return secret


@transaction.atomic
def revoke_calendar(person: Person, *, now: datetime) -> None:
    """The address leads nowhere any more."""
    if CalendarKey.objects.filter(person=person).delete()[0]:
        record(Fact(events.CALENDAR_REVOKED, person.id, actor_id=person.id), at=now)


def secret_of(person: Person) -> str:
    """The secret of somebody's calendar; empty where there is none. One query."""
    key = CalendarKey.objects.filter(person=person).first()
    if key is None:
        return ""
    try:
        return unseal(PURPOSE, key.sealed)
    except Unreadable:
        return ""


def hash_of(secret: str) -> str:
    """What is kept to find it."""
    return hashlib.sha256(secret.encode()).hexdigest()
