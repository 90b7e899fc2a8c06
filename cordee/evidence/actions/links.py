"""Links for auditors: made, shown once, opened, taken back."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Invalid, Missing, TooFast
from cordee.core.text import clean_line
from cordee.evidence import access, events
from cordee.evidence.data_views import BY_LINK
from cordee.evidence.models import AuditLink, Visit
from cordee.evidence.scope import Scope
from cordee.journal.actions import record
from cordee.people.actions.looks import saw_view, saw_views
from cordee.people.models import Person

USUAL, LONGEST = 7, 60  # days
A_MINUTE = 120  # pages that one link opens in a minute
VISITS_ARE_ONE = timedelta(minutes=10)


def hash_of(secret: str) -> str:
    """What is kept of a secret. It has 256 random bits, so a plain SHA-256 cannot be guessed back."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


@transaction.atomic
def give_link(
    actor: Person,
    *,
    label: str,
    paths: Sequence[UUID] = (),
    cohorts: Sequence[UUID] = (),
    since: date | None = None,
    until: date | None = None,
    days: int = USUAL,
    now: datetime,
) -> tuple[AuditLink, str]:
    """Make a link; its secret is returned once and never again. For administrators. Raises Forbidden, Invalid."""
    access.check_gives(actor)
    wrong: dict[str, str] = {}
    label = clean_line(label)[:120]
    if not label:
        wrong["label"] = _("Say whom it is for: the people concerned read it.")
    if not 1 <= days <= LONGEST:
        wrong["days"] = _("Between 1 and %(most)s days.") % {"most": LONGEST}
    if since and until and until < since:
        wrong["until"] = _("The last day comes after the first.")
    if wrong:
        raise Invalid(next(iter(wrong.values())), fields=wrong)
    secret = secrets.token_urlsafe(32)
    link = AuditLink.objects.create(
        secret_hash=hash_of(secret),
        label=label,
        paths=list(paths),
        cohorts=list(cohorts),
        since=since,
        until=until,
        made_by=actor,
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    record(events.of_link(events.LINK_GIVEN, link, actor), at=now)
    return link, secret


@transaction.atomic
def revoke_link(actor: Person, link: AuditLink, *, now: datetime) -> None:
    """Take a link back; again changes nothing. For administrators. Raises Forbidden."""
    access.check_gives(actor)
    if link.revoked_at is None:
        link.revoked_at = now
        link.save(update_fields=["revoked_at"])
        record(events.of_link(events.LINK_REVOKED, link, actor), at=now)


def open_link(secret: str, page: str, *, now: datetime) -> AuditLink:
    """The link of a secret that still opens; the visit is noted, once in ten minutes a page. Five queries at most.

    Raises Missing (not one of ours, expired, taken back: told apart only to who has the secret), TooFast.
    """
    link = AuditLink.objects.select_related("made_by").filter(secret_hash=hash_of(secret)).first()
    if link is None:
        raise Missing(_("This link is not one of ours. Check the address, or ask for a new one."))
    if link.revoked_at:
        raise Missing(_("This link was taken back. Ask for a new one."))
    if link.expires_at <= now:
        raise Missing(_("This link has expired. Ask for a new one."))
    key = f"audit:{link.id}:{int(now.timestamp()) // 60}"
    cache.add(key, 0, 90)
    if cache.incr(key) > A_MINUTE:
        raise TooFast(_("That was very quick. Try again in a minute."), retry_after=60)
    if not Visit.objects.filter(link=link, page=page, at__gt=now - VISITS_ARE_ONE).exists():
        Visit.objects.create(link=link, page=page, at=now)
        _tell_of_look(link, now)
    return link


def _tell_of_look(link: AuditLink, now: datetime) -> None:
    """Those who are in the scope read that it was opened. Two queries at most."""
    for kind, ids in (("cohort", link.cohorts), ("path", link.paths)):
        saw_views(None, BY_LINK.name, kind, ids, now)
    if not (link.cohorts or link.paths):
        saw_view(None, BY_LINK.name, "organisation", None, now)


def scope_of(link: AuditLink) -> Scope:
    """What a link lets one read."""
    return Scope(paths=tuple(link.paths), cohorts=tuple(link.cohorts), since=link.since, until=link.until)
