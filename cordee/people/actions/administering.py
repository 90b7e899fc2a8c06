"""What administrators do with accounts: roles, letting in, keeping out."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core.mail import send_mail
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Forbidden, Invalid
from cordee.core.queries import organisation
from cordee.core.text import clean_line
from cordee.journal.actions import Fact, record
from cordee.people.actions.arranging import check_arranges
from cordee.people.actions.arriving import check_email, checked_name, welcome
from cordee.people.actions.leaving import check_not_last_administrator
from cordee.people.actions.profiles import LONGEST, PREFERENCES
from cordee.people.models import Person, Unit

ADDED, CORRECTED = "person.added", "person.corrected"
ROLE_CHANGED = "person.role-changed"
DEACTIVATED, REACTIVATED = "person.deactivated", "person.reactivated"


@transaction.atomic
def add_person(
    actor: Person,
    *,
    name: str,
    email: str,
    now: datetime,
    unit: Unit | None = None,
    manager: Person | None = None,
    **details: Any,
) -> Person:
    """Open an account for somebody, who chooses a password by a link. Raises Forbidden, Invalid, Conflict."""
    check_arranges(actor)
    if manager is not None and not manager.is_active:
        message = _("This account is deactivated: name somebody else.")
        raise Invalid(message, fields={"manager": message})
    if not email.strip():
        message = _("An e-mail address is needed to sign in.")
        raise Invalid(message, fields={"email": message})
    name = checked_name(name)
    person = welcome(name=name, email=email, unit=unit, manager=manager, now=now, **details)
    record(Fact(ADDED, person.id, actor_id=actor.id), at=now)
    return person


@transaction.atomic
def correct(actor: Person, person: Person, *, now: datetime, **fields: str) -> Person:
    """Put right the name, address, headline or language of somebody; only what is given. Raises Invalid, Conflict.

    The old address is written to. An address once given is not taken away: without one nobody signs in, and
    deactivating says it better.
    """
    person = _held(actor, person)
    values = {name: _CORRECTED[name](value) for name, value in fields.items()}
    changed = [name for name, value in values.items() if (getattr(person, name) or "") != value]
    if "email" in changed:
        if not values["email"]:
            message = _("An e-mail address is needed to sign in.")
            raise Invalid(message, fields={"email": message})
        check_email(values["email"])
        EmailAddress.objects.filter(user=person).delete()
        EmailAddress.objects.create(user=person, email=values["email"], verified=True, primary=True)
        if person.email:
            _tell_old_address(person, values["email"])
    if changed:
        for name in changed:
            setattr(person, name, values[name])
        person.save(update_fields=changed)
        record(Fact(CORRECTED, person.id, actor_id=actor.id, data={"fields": changed}), at=now)
    return person


def _headline(value: str) -> str:
    value = clean_line(value)
    if len(value) > LONGEST["headline"]:
        message = _("At most %(limit)s characters, please.") % {"limit": LONGEST["headline"]}
        raise Invalid(message, fields={"headline": message})
    return value


def _language(value: str) -> str:
    if value not in PREFERENCES["language"]:
        message = _("Choose one of those offered.")
        raise Invalid(message, fields={"language": message})
    return value


_CORRECTED: dict[str, Callable[[str], str]] = {
    "name": checked_name,
    "email": lambda value: value.strip().lower(),
    "headline": _headline,
    "language": _language,
}


def _tell_old_address(person: Person, new: str) -> None:
    old, place, language = person.email or "", organisation().name, person.language

    def tell() -> None:
        with translation.override(language):
            text = _("The address with which you sign in to %(organisation)s is now %(new)s.") % {
                "organisation": place,
                "new": new,
            }
            text += " " + _("If you did not ask for this, write to your administrator.")
            send_mail(place, text, None, [old], fail_silently=True)

    transaction.on_commit(tell)


@transaction.atomic
def set_roles(
    actor: Person,
    person: Person,
    *,
    administrator: bool,
    auditor: bool,
    training_manager: bool | None = None,
    now: datetime,
) -> Person:
    """Make somebody administrator, auditor, training manager (None: as it is), or no longer.

    Raises Forbidden, Conflict (the last one, oneself).
    """
    person = _held(actor, person)
    if training_manager is None:
        training_manager = person.is_training_manager
    roles = {"administrator": administrator, "auditor": auditor, "training_manager": training_manager}
    if all(getattr(person, f"is_{name}") == held for name, held in roles.items()):
        return person
    if administrator and not person.is_active:
        raise Conflict(_("This account is deactivated: reactivate it first."))
    if person.is_administrator and not administrator:
        check_not_last_administrator(person)
        _check_other(actor, person)
    for name, held in roles.items():
        setattr(person, f"is_{name}", held)
    person.save(update_fields=[f"is_{name}" for name in roles])
    record(Fact(ROLE_CHANGED, person.id, actor_id=actor.id, data=roles), at=now)
    return person


@transaction.atomic
def deactivate(actor: Person, person: Person, *, now: datetime) -> Person:
    """Keep somebody out: sessions end, tokens open nothing; what they wrote stays. Raises Forbidden, Conflict."""
    person = _held(actor, person)
    if not person.is_active:
        return person
    check_not_last_administrator(person)
    _check_other(actor, person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    for session in UserSession.objects.filter(user=person):
        session.end()
    record(Fact(DEACTIVATED, person.id, actor_id=actor.id), at=now)
    return person


@transaction.atomic
def reactivate(actor: Person, person: Person, *, now: datetime) -> Person:
    """Let somebody in again, with the roles they had. Raises Forbidden, Conflict (the account is deleted)."""
    person = _held(actor, person)
    if not person.is_active:
        person.is_active = True
        person.save(update_fields=["is_active"])
        record(Fact(REACTIVATED, person.id, actor_id=actor.id), at=now)
    return person


def _held(actor: Person, person: Person) -> Person:
    """The person and all administrators, locked in one order, so that two acts at once cannot leave nobody."""
    keepers = Person.objects.filter(is_administrator=True) | Person.objects.filter(
        pk__in=[person.pk, actor.pk]
    )
    rows = {row.pk: row for row in keepers.select_for_update(of=("self",)).order_by("id")}
    now_actor = rows.get(actor.pk)
    if now_actor is None or not (now_actor.is_administrator and now_actor.is_active):
        raise Forbidden(_("This is for the administrators of the organisation."))
    held = rows.get(person.pk)
    if held is None or held.erased_at is not None:
        raise Conflict(_("This account is deleted already."))
    return held


def _check_other(actor: Person, person: Person) -> None:
    if actor.pk == person.pk:
        raise Conflict(_("You cannot lock yourself out: ask another administrator to do it."))
