"""Making, checking and taking back credentials."""

import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.core.text import clean_line
from cordee.journal.actions import record
from cordee.people.models import Person
from cordee.records import events
from cordee.records.actions.families import remember_family
from cordee.records.models import SCOPES, Credential
from cordee.records.refusals import Bad
from cordee.records.validation.values import iri


def hash_of(password: str) -> str:
    """What is kept of a password. It has 192 random bits, so one keyed hash cannot be guessed back: a slow hash at each
    request would cost more than the request.
    """
    keyed = f"cordee.records:{settings.SECRET_KEY}".encode()
    return hmac.new(keyed, password.encode("utf-8", "replace"), sha256).hexdigest()


@transaction.atomic
def create_credential(
    *, name: str, scopes: Sequence[str], now: datetime, family: str = "", by: Person | None = None
) -> tuple[Credential, str]:
    """Make credentials; the password is returned once and never again. Raises Invalid."""
    if not scopes or any(scope not in SCOPES for scope in scopes):
        message = _("Scopes are among: %(known)s") % {"known": ", ".join(SCOPES)}
        raise Invalid(message, fields={"scopes": message})
    if family:
        try:
            iri(family, "family")
        except Bad:
            message = _("This is the beginning of an address: https:// and more.")
            raise Invalid(message, fields={"family": message}) from None
    password = secrets.token_urlsafe(24)
    if family:
        remember_family(family[:500])
    credential = Credential.objects.create(
        name=clean_line(name)[:80] or "xapi",
        user=f"x{secrets.token_hex(8)}",
        secret_hash=hash_of(password),
        scopes=sorted(set(scopes)),
        family=family[:500],
        made_by=by,
        made_at=now,
    )
    record(events.of_credential(events.CREDENTIAL_CREATED, credential, by), at=now)
    return credential, password


@transaction.atomic
def revoke_credential(credential: Credential, *, now: datetime, by: Person | None = None) -> None:
    """Take credentials back; again changes nothing. What they stored stays."""
    if Credential.objects.filter(pk=credential.pk, revoked_at=None).update(revoked_at=now):
        record(events.of_credential(events.CREDENTIAL_REVOKED, credential, by), at=now)


def opened_by(user: str, password: str) -> Credential | None:
    """The credentials that a user and a password open. One query."""
    found = Credential.objects.filter(user=user, revoked_at=None).first() if user.isascii() else None
    if found is None or not hmac.compare_digest(found.secret_hash, hash_of(password)):
        return None
    return found
