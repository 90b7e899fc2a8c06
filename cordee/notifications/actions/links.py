"""What the links of mails do: stop something, and take that back."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Missing
from cordee.notifications.actions.choosing import stop_groups, take_back
from cordee.notifications.stopping import Stop, before_of, undo_secret
from cordee.people.models import Person, Skill
from cordee.spaces.actions.following import FOLLOWING, MUTED, NONE, follow, mute, unfollow
from cordee.spaces.models import Follow, Post, Space

_KINDS: dict[str, Any] = {"post": Post, "space": Space, "somebody": Person, "skill": Skill}


def who(stop: Stop) -> Person:
    """Whose link it is. Raises Missing for who has left. One query."""
    person = Person.objects.filter(id=stop.person_id, is_active=True).first()
    if person is None:
        raise Missing(_("The account of this link is closed: nothing more is sent to it."))
    return person


@transaction.atomic
def follow_link(stop: Stop, *, now: datetime) -> str:
    """Stop it. Returns the secret that takes it back; doing it again changes nothing. Raises Missing."""
    person = who(stop)
    if not stop.mutes:
        return undo_secret(
            person.id, stop.channel, stop_groups(person.id, stop.channel, stop.groups, now=now)
        )
    target = {stop.mutes: _target(stop)}
    stood = Follow.objects.filter(person=person, **target).values_list("muted", flat=True).first()
    mute(person, now=now, **target)
    was = NONE if stood is None else MUTED if stood else FOLLOWING
    return undo_secret(person.id, "", [stop.mutes, str(stop.subject), was])


@transaction.atomic
def undo_link(stop: Stop, secret: str, *, now: datetime) -> None:
    """Take back what ``follow_link`` did for the same person. Raises Missing."""
    person_id, channel, before = before_of(secret)
    person = who(stop)
    if person_id != person.id:
        raise Missing(_("This link is not one of ours, or was cut: copy the whole of it."))
    if channel:
        take_back(person.id, channel, before, now=now)
    elif stop.mutes and before[2] != MUTED:
        (follow if before[2] == FOLLOWING else unfollow)(person, now=now, **{stop.mutes: _target(stop)})


def _target(stop: Stop) -> Any:
    found = _KINDS[stop.mutes]._default_manager.filter(id=stop.subject).first()
    if found is None:
        raise Missing(_("What this link stops is gone: nothing more is sent of it."))
    return found
