"""Second factors come and go: the journal hears of it, and an administrator can free who lost theirs."""

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.core.errors import Forbidden
from cordee.journal.actions import record
from cordee.people import events
from cordee.people.models import Person


def note_added(*, user: Person, authenticator: Authenticator, **_details: Any) -> None:
    """Tell the journal; heard from allauth's signal, after its commit."""
    with transaction.atomic():
        record(events.factor_added(user, authenticator.type), at=timezone.now())


def note_removed(*, user: Person, authenticator: Authenticator, **_details: Any) -> None:
    """Tell the journal; heard from allauth's signal."""
    with transaction.atomic():
        record(events.factor_removed(user, user, authenticator.type), at=timezone.now())


@transaction.atomic
def forget_factors(actor: Person, person: Person, *, now: datetime) -> int:
    """Let somebody in without the telephone and the codes that they lost; how many factors went. Raises Forbidden."""
    if not (actor.is_administrator and actor.is_active):
        raise Forbidden(_("This is for the administrators of the organisation."))
    held = list(Authenticator.objects.select_for_update().filter(user=person))
    for one in held:
        one.delete()
        record(events.factor_removed(person, actor, one.type), at=now)
    return len(held)


def has_factors(person: Person) -> bool:
    """Whether signing in asks this person for more than a password. One query."""
    return Authenticator.objects.filter(user=person).exists()
