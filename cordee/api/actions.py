"""Making, using and taking back keys."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.api import events
from cordee.api.models import SCOPES, Token
from cordee.core.errors import Forbidden, Invalid
from cordee.core.text import clean_line
from cordee.journal.actions import record
from cordee.people.models import Person

PREFIX = "cordee_"
NOTED_EVERY = timedelta(hours=1)  # the last use is written no more often

LONGEST_LIFE = 3650  # days; without a number a token lives until it is revoked


def hash_of(secret: str) -> str:
    """What is kept of a secret. It has 256 random bits, so a plain SHA-256 cannot be guessed back."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


@transaction.atomic
def create_token(
    person: Person, *, name: str, scopes: Sequence[str], now: datetime, days: int | None = None
) -> tuple[Token, str]:
    """Make a key; the secret is returned once and never again. Raises Invalid, Forbidden."""
    wrong = [scope for scope in scopes if scope not in SCOPES]
    if wrong or not scopes:
        message = _("Scopes are among: %(known)s") % {"known": ", ".join(SCOPES)}
        raise Invalid(message, fields={"scopes": message})
    if days is not None and not 1 <= days <= LONGEST_LIFE:
        message = _("Choose one of those offered.")
        raise Invalid(message, fields={"days": message})
    if not person.is_active or not person.email:
        raise Forbidden(_("This person cannot sign in, so no key can act for them."))
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        person=person,
        name=clean_line(name)[:80] or "token",
        scopes=sorted(set(scopes)),
        secret_hash=hash_of(secret),
        created_at=now,
        expires_at=now + timedelta(days=days) if days is not None else None,
    )
    record(events.of_token(events.TOKEN_CREATED, token), at=now)
    return token, secret


@transaction.atomic
def revoke_token(token: Token, *, now: datetime, actor: Person | None = None) -> None:
    """Take a key back; again changes nothing. One's own, or anybody's for an administrator; the operator's command
    names no ``actor``. Raises Forbidden.
    """
    if actor is not None and actor.id != token.person_id and not actor.is_administrator:
        raise Forbidden(_("This is for the administrators of the organisation."))
    if token.revoked_at is None:
        token.revoked_at = now
        token.save(update_fields=["revoked_at"])
        record(events.of_token(events.TOKEN_REVOKED, token, actor), at=now)


def use_token(secret: str, now: datetime) -> Token | None:
    """The living key behind a secret, its use noted; None for any other. One query, rarely two."""
    token = Token.objects.select_related("person__photo").filter(secret_hash=hash_of(secret)).first()
    if token is None or token.revoked_at or not token.person.is_active or not token.person.email:
        return None
    if token.expires_at and token.expires_at <= now:
        return None
    if token.last_used_at is None or now - token.last_used_at > NOTED_EVERY:
        Token.objects.filter(pk=token.pk).update(last_used_at=now)
    return token
