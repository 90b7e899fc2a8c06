"""What administrators do with accounts: roles, letting in, keeping out."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Forbidden
from cordee.journal.actions import Fact, record
from cordee.people.actions.leaving import check_not_last_administrator
from cordee.people.models import DataLook, Person

ROLE_CHANGED = "person.role-changed"
DEACTIVATED, REACTIVATED = "person.deactivated", "person.reactivated"


@transaction.atomic
def set_roles(actor: Person, person: Person, *, administrator: bool, auditor: bool, now: datetime) -> Person:
    """Make somebody administrator or auditor, or no longer. Raises Forbidden, Conflict (the last one, oneself)."""
    person = _held(actor, person)
    if (person.is_administrator, person.is_auditor) == (administrator, auditor):
        return person
    if administrator and not person.is_active:
        raise Conflict(_("This account is deactivated: reactivate it first."))
    if person.is_administrator and not administrator:
        check_not_last_administrator(person)
        _check_other(actor, person)
    person.is_administrator, person.is_auditor = administrator, auditor
    person.save(update_fields=["is_administrator", "is_auditor"])
    roles = {"administrator": administrator, "auditor": auditor}
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


def note_look(viewer: Person, person: Person, *, now: datetime) -> None:
    """The person can read that this account was opened. Nothing for one's own. One query."""
    if viewer.pk != person.pk:
        DataLook.objects.create(subject=person, viewer=viewer, what=DataLook.What.ACCOUNT, at=now)


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
