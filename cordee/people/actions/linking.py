"""People who come in by an account elsewhere: recognised, welcomed, linked, unlinked."""

from datetime import datetime

from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Forbidden, Missing
from cordee.core.models import Organisation
from cordee.journal.actions import Fact, record
from cordee.people import events
from cordee.people.actions.arranging import GROUP_JOINED
from cordee.people.actions.arriving import welcome
from cordee.people.actions.invitations import use_invitation
from cordee.people.models import Group, GroupMember, IdentityProvider, Invitation, Person
from cordee.people.openid.claims import Claims, Told
from cordee.people.openid.judging import Verdict, judge
from cordee.people.openid.providers import passwords_allowed, providers_on


@transaction.atomic
def come_in(
    provider: IdentityProvider,
    claims: Claims,
    *,
    language: str,
    now: datetime,
    invitation: Invitation | None = None,
) -> Verdict:
    """Recognise or welcome whom a provider sends; ``person`` of the verdict is who comes in, None where nobody does.

    The unit follows the provider where it names one that is here; groups are joined, never left. Raises Conflict (the
    invitation has just ended).
    """
    # One at a time: of two tabs at once, each would find nobody of this address.
    list(Organisation.objects.select_for_update(no_key=True).values_list("pk", flat=True))
    verdict = judge(provider, claims, invitation)
    if verdict.how == "refused":
        record(events.refused_by(provider, verdict.person, verdict.why), at=now)
        return verdict
    if verdict.person is None:
        verdict.person = _welcome(verdict, language, invitation, now)
    if verdict.how != "linked":
        _link(provider, verdict.person, verdict.told, now)
    _follow(verdict.person, verdict, now)
    return verdict


@transaction.atomic
def link(person: Person, provider: IdentityProvider, told: Told, *, now: datetime) -> None:
    """Let somebody who is signed in come in by this account too, whatever its address. Raises Conflict."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    held = SocialAccount.objects.filter(provider=provider.slug, uid=told.uid).first()
    if held is None:
        if SocialAccount.objects.filter(provider=provider.slug, user=person).exists():
            raise Conflict(
                _("Another account of %(name)s is linked already: unlink it first.") % {"name": provider.name}
            )
        _link(provider, person, told, now)
    elif held.user_id != person.pk:
        raise Conflict(_("This account of %(name)s lets somebody else in here.") % {"name": provider.name})


@transaction.atomic
def unlink(actor: Person, person: Person, link_id: int, *, now: datetime) -> None:
    """Let an account elsewhere open nothing more: one's own, or for an administrator anybody's.

    Raises Missing, Forbidden, Conflict (no other way in would remain).
    """
    if actor.pk != person.pk and not (actor.is_administrator and actor.is_active):
        raise Forbidden(_("This is for the administrators of the organisation."))
    held = list(SocialAccount.objects.select_for_update().filter(user=person))
    found = next((one for one in held if one.pk == link_id), None)
    if found is None:
        raise Missing(_("This account is not linked any more."))
    if actor.pk == person.pk and not _another_way(
        person, {one.provider for one in held if one.pk != link_id}
    ):
        raise Conflict(_("This is the only way in that you have: it stays."))
    found.delete()
    record(events.account_unlinked(person, found.provider, actor), at=now)


def _another_way(person: Person, linked: set[str]) -> bool:
    if any(provider.slug in linked for provider in providers_on()):
        return True
    if passwords_allowed():
        return bool(person.email)  # a password, or a code by e-mail
    return person.is_administrator and person.has_usable_password()


def _welcome(verdict: Verdict, language: str, invitation: Invitation | None, now: datetime) -> Person:
    unit, group = verdict.unit, None
    if invitation is not None:
        invitation = use_invitation(invitation, now=now)
        unit, group = unit or invitation.unit, invitation.group
    told = verdict.told
    person = welcome(name=told.name, email=told.email, language=language, unit=unit, now=now)
    if group is not None and group not in verdict.groups:
        verdict.groups.append(group)
    return person


def _link(provider: IdentityProvider, person: Person, told: Told, now: datetime) -> None:
    SocialAccount.objects.create(
        user=person, provider=provider.slug, uid=told.uid, extra_data={"email": told.email}
    )
    record(events.account_linked(person, provider.slug), at=now)


def _follow(person: Person, verdict: Verdict, now: datetime) -> None:
    if verdict.unit and person.unit_id != verdict.unit.pk:
        person.unit = verdict.unit
        person.save(update_fields=["unit"])
        record(events.placed(person, ["unit"], None), at=now)
    for group in verdict.groups:
        _join(person, group, now)


def _join(person: Person, group: Group, now: datetime) -> None:
    _held, made = GroupMember.objects.get_or_create(group=group, person=person, defaults={"at": now})
    if made:
        record(Fact(GROUP_JOINED, group.id, data={"person": str(person.id)}), at=now)
