"""Links by which people come in: made, shown once, used, taken back."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Forbidden, Invalid, Missing
from cordee.core.text import clean_line
from cordee.journal.actions import Fact, record
from cordee.people.models import Group, Invitation, Person, Unit

INVITATION_MADE, INVITATION_REVOKED, INVITATION_USED = (
    "invitation.made",
    "invitation.revoked",
    "invitation.used",
)
LONGEST = 365  # days
MOST_USES = 10_000


def hash_of(secret: str) -> str:
    """What is kept of a secret. It has 192 random bits, so a plain SHA-256 cannot be guessed back."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


@transaction.atomic
def invite(
    actor: Person,
    *,
    now: datetime,
    email: str = "",
    note: str = "",
    days: int = 14,
    most_uses: int | None = None,
    unit: Unit | None = None,
    group: Group | None = None,
) -> tuple[Invitation, str]:
    """Make a link; its secret is returned once and never again. For administrators. Raises Forbidden, Invalid."""
    _check_administers(actor)
    email = email.strip().lower()
    wrong: dict[str, str] = {}
    if email:
        try:
            validate_email(email)
        except ValidationError:
            wrong["email"] = _("This does not look like an e-mail address.")
    if not 1 <= days <= LONGEST:
        wrong["days"] = _("Between 1 and %(most)s days.") % {"most": LONGEST}
    if most_uses is not None and not 1 <= most_uses <= MOST_USES:
        wrong["most_uses"] = _("Between 1 and %(most)s people.") % {"most": MOST_USES}
    if wrong:
        raise Invalid(next(iter(wrong.values())), fields=wrong)
    secret = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        secret_hash=hash_of(secret),
        email=email,
        note=clean_line(note)[:120],
        unit=unit,
        group=group,
        most_uses=1 if email else most_uses,
        made_by=actor,
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    record(Fact(INVITATION_MADE, invitation.id, actor_id=actor.id), at=now)
    return invitation, secret


@transaction.atomic
def revoke(actor: Person, invitation: Invitation, *, now: datetime) -> None:
    """Take a link back; again changes nothing. For administrators. Raises Forbidden."""
    _check_administers(actor)
    if invitation.revoked_at is None:
        invitation.revoked_at = now
        invitation.save(update_fields=["revoked_at"])
        record(Fact(INVITATION_REVOKED, invitation.id, actor_id=actor.id), at=now)


def invitation_of(secret: str, *, now: datetime) -> Invitation:
    """The invitation of a link that still opens. Raises Missing, with what to do. One query."""
    found = (
        Invitation.objects.select_related("unit", "group", "made_by")
        .filter(secret_hash=hash_of(secret))
        .first()
    )
    if found is None:
        raise Missing(_("This invitation is not one of ours. Check the link, or ask for a new one."))
    if why := _ended(found, now):
        raise Missing(why)
    return found


def use_invitation(invitation: Invitation, *, now: datetime) -> Invitation:
    """Count one use, in the transaction of who comes in. Raises Conflict when it has just ended."""
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if why := _ended(invitation, now):
        raise Conflict(why)
    invitation.uses += 1
    invitation.save(update_fields=["uses"])
    record(Fact(INVITATION_USED, invitation.id), at=now)
    return invitation


def _ended(invitation: Invitation, now: datetime) -> str:
    if invitation.revoked_at:
        return _("This invitation was taken back. Ask for a new one.")
    if invitation.expires_at <= now:
        return _("This invitation has expired. Ask for a new one.")
    if invitation.most_uses is not None and invitation.uses >= invitation.most_uses:
        return _("This invitation has been used. If it was you, sign in; else ask for a new one.")
    return ""


def _check_administers(actor: Person) -> None:
    if not actor.is_administrator:
        raise Forbidden(_("This is for the administrators of the organisation."))
