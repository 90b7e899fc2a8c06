"""Signed links by which somebody hears no more of something, without coming in: they stand in each mail.

Whoever holds the link may stop, and nothing else: it tells no name and opens no page of the site. It does not expire, for
a mail of last year must be stoppable too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core import signing
from django.utils.translation import gettext as _

from cordee.core.errors import Missing
from cordee.notifications.groups import GROUPS
from cordee.notifications.reasons import STOP

SALT = "cordee.stop"
UNDO_SALT = "cordee.stop.undo"
DIGEST = "digest"
UNDO_FOR = 60 * 60 * 24 * 30  # seconds


@dataclass(frozen=True)
class Stop:
    """What a link stops: groups of kinds on a channel (``DIGEST``: its digests), or one thing that could be muted."""

    person_id: UUID
    channel: str = ""
    groups: tuple[str, ...] = ()
    mutes: str = ""
    subject: UUID | None = None


def secret_of_groups(person_id: UUID, channel: str, groups: Iterable[str]) -> str:
    """The secret of a link that stops these groups on this channel."""
    return signing.dumps([person_id.hex, channel, sorted(groups)], salt=SALT)


def secret_of_mute(person_id: UUID, mutes: str, subject: UUID) -> str:
    """The secret of a link that mutes a post, a space, somebody or a skill."""
    return signing.dumps([person_id.hex, mutes, subject.hex], salt=SALT)


def stop_of(secret: str) -> Stop:
    """What a link stops. Raises Missing for one that is not ours. No query."""
    try:
        person, what, of = signing.loads(secret, salt=SALT)
        if isinstance(of, list):
            known = tuple(group for group in of if group in GROUPS or group == DIGEST)
            return Stop(UUID(person), channel=what, groups=known)
        if what in STOP:
            return Stop(UUID(person), mutes=what, subject=UUID(of))
    except (signing.BadSignature, TypeError, ValueError):
        pass
    raise Missing(_("This link is not one of ours, or was cut: copy the whole of it."))


def undo_secret(person_id: UUID, channel: str, before: Sequence[Any]) -> str:
    """What stood before, for the button that takes a stop back."""
    told = [
        [str(one) if isinstance(one, UUID) else one for one in row] if isinstance(row, tuple) else row
        for row in before
    ]
    return signing.dumps([person_id.hex, channel, told], salt=UNDO_SALT)


def before_of(secret: str) -> tuple[UUID, str, list[Any]]:
    """Whose choices stood how, on which channel. Raises Missing."""
    try:
        person, channel, before = signing.loads(secret, salt=UNDO_SALT, max_age=UNDO_FOR)
        return UUID(person), str(channel), list(before)
    except (signing.BadSignature, TypeError, ValueError):
        raise Missing(
            _("It is too late to take this back here: choose again on the page “What reaches me”.")
        ) from None
