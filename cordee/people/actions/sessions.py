"""Where somebody is signed in, and ending that."""

import re
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Missing
from cordee.people.models import Person

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_DEVICES = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
            ("Mac OS", "Mac"), ("Linux", "Linux"))  # fmt: skip


@dataclass(frozen=True)
class Session:
    """A device on which somebody is signed in."""

    id: int
    device: str
    place: str
    since: datetime
    seen: datetime
    here: bool


def sessions_of(person: Person, here: str) -> list[Session]:
    """Where somebody is signed in, this device first. Two queries, and one for each that has ended by itself."""
    found = [
        Session(
            one.pk,
            device_of(one.user_agent),
            str(one.ip),
            one.created_at,
            one.last_seen_at,
            one.session_key == here,
        )
        for one in UserSession.objects.purge_and_list(person)
    ]
    return sorted(found, key=lambda one: (not one.here, -one.seen.timestamp()))


def device_of(user_agent: str) -> str:
    """What a browser says of itself, in two words."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    device = next((name for mark, name in _DEVICES if mark in user_agent), "")
    return " · ".join(part for part in (browser, device) if part) or re.sub(r"[^\w ./-]", "", user_agent)[:40]


@transaction.atomic
def end_session(person: Person, session: str, *, here: str) -> None:
    """Sign somebody out elsewhere. Raises Missing, and Conflict for this very device (sign out for that)."""
    found = UserSession.objects.filter(user=person, pk=int(session)).first() if session.isdecimal() else None
    if found is None:
        raise Missing(_("There is no such session: it has ended perhaps."))
    if found.session_key == here:
        raise Conflict(_("This is the device that you are using: sign out instead."))
    found.end()


@transaction.atomic
def end_others(person: Person, *, here: str) -> int:
    """Sign somebody out everywhere but here; returns how many sessions ended."""
    others = list(UserSession.objects.filter(user=person).exclude(session_key=here))
    for one in others:
        one.end()
    return len(others)
