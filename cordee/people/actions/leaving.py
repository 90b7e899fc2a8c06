"""Leaving for good: the person is forgotten, the row that others point at stays without a name."""

import secrets
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict
from cordee.core.queries import organisation
from cordee.journal.actions import record
from cordee.media.models import File
from cordee.people import events
from cordee.people.models import DataLook, GroupMember, Invitation, Person, PersonSkill


@transaction.atomic
def forget_person(person: Person, *, by: Person | None, now: datetime) -> Person:
    """Wipe what says who somebody is: name, address, words about themselves, photo, ways in. Raises Conflict.

    What they wrote is the affair of the rooms that keep it. The last administrator cannot go: somebody else first.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.erased_at is not None:
        raise Conflict(_("This account is deleted already."))
    check_not_last_administrator(person)
    photo = person.photo
    with translation.override(organisation().language):
        person.name = _("Somebody who left")
    person.email = None
    person.handle = f"parti.{secrets.token_hex(6)}"
    person.headline = person.about = person.availability = ""
    person.photo = person.unit = person.manager = None
    person.is_active = person.is_administrator = person.is_auditor = person.is_training_manager = False
    person.suspended_until = person.last_login = None
    person.erased_at = now
    person.set_unusable_password()
    person.save()
    Person.objects.filter(manager=person).update(manager=None)
    for rows in (EmailAddress, Authenticator, SocialAccount):
        rows.objects.filter(user=person).delete()
    for session in UserSession.objects.filter(user=person):
        session.end()
    PersonSkill.objects.filter(person=person).delete()
    GroupMember.objects.filter(person=person).delete()
    DataLook.objects.filter(subject=person).delete()
    Invitation.objects.filter(made_by=person).update(note="")
    if photo:
        stored = photo.stored_as
        File.objects.filter(pk=photo.pk).delete()
        transaction.on_commit(lambda: default_storage.delete(stored))
    File.objects.filter(owner_id=person.pk).update(owner_id=None)
    record(events.person_left(person, by), at=now)
    return person


def check_not_last_administrator(person: Person) -> None:
    """Raises Conflict where nobody else could administer; holds the others still until the transaction ends."""
    if not person.is_administrator:
        return
    others = (
        Person.objects.select_for_update().filter(is_administrator=True, is_active=True).exclude(pk=person.pk)
    )
    if not list(others.order_by("id").values_list("id", flat=True)):
        raise Conflict(_("The last administrator cannot leave: make somebody else an administrator first."))
