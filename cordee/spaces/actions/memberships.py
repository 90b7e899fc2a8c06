"""Coming into a space, leaving it, and answering those who ask."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Forbidden
from cordee.core.text import clean_line
from cordee.journal.actions import record
from cordee.people.models import Group, Person
from cordee.spaces import access, events
from cordee.spaces.models import JoinRequest, Membership, Space


@transaction.atomic
def join(actor: Person, space: Space, *, now: datetime, message: str = "") -> Membership | JoinRequest:
    """Become a member of an open space at once, or ask to (again changes nothing). Raises Missing, Forbidden."""
    who = access.viewer(actor)
    access.check_sees(who, space)
    access.check_acts(who)
    existing = Membership.objects.filter(space=space, person=actor).first()
    if existing:
        return existing
    if space.visibility == Space.Visibility.OPEN or actor.is_administrator:
        return _enter(space, actor, Membership.Role.MEMBER, actor, now)
    request, made = JoinRequest.objects.get_or_create(
        space=space, person=actor, defaults={"message": clean_line(message)[:500], "asked_at": now}
    )
    if made:
        record(events.of_space(events.SPACE_REQUESTED, space, actor), at=now)
    return request


@transaction.atomic
def admit(
    actor: Person,
    space: Space,
    person: Person,
    *,
    now: datetime,
    role: str = Membership.Role.MEMBER,
) -> Membership:
    """Let somebody in (asked or invited), or change their role. Facilitators only."""
    access.check_facilitates(access.viewer(actor), space)
    membership = Membership.objects.filter(space=space, person=person).first()
    if membership is None:
        return _enter(space, person, role, actor, now)
    if membership.role != role:
        _check_not_last_facilitator(membership)
        membership.role = role
        membership.save()
        record(events.of_membership(events.ROLE_CHANGED, membership, actor), at=now)
    return membership


@transaction.atomic
def admit_group(actor: Person, space: Space, group: Group, *, now: datetime) -> int:
    """Let everybody of a group in who is not yet a member; how many. Who joins the group later is not let in by it.

    Facilitators only. Three queries a person.
    """
    access.check_facilitates(access.viewer(actor), space)
    absent = Person.objects.filter(group_links__group=group, is_active=True).exclude(memberships__space=space)
    people = list(absent.order_by("id"))
    for person in people:
        _enter(space, person, Membership.Role.MEMBER, actor, now)
    return len(people)


@transaction.atomic
def decline(actor: Person, request: JoinRequest, *, now: datetime) -> None:
    """Answer no to somebody who asked. Facilitators only."""
    access.check_facilitates(access.viewer(actor), request.space)
    record(
        events.of_space(events.REQUEST_DECLINED, request.space, actor, person=str(request.person_id)),
        at=now,
    )
    request.delete()


@transaction.atomic
def leave(actor: Person, space: Space, *, now: datetime) -> None:
    """Leave a space; what one contributed stays. The last facilitator names another first."""
    membership = Membership.objects.select_for_update().filter(space=space, person=actor).first()
    if membership is None:
        return
    _check_not_last_facilitator(membership)
    record(events.of_membership(events.SPACE_LEFT, membership, actor), at=now)
    membership.delete()


@transaction.atomic
def remove(actor: Person, space: Space, person: Person, *, now: datetime) -> None:
    """Take somebody out of a space. Facilitators only."""
    access.check_facilitates(access.viewer(actor), space)
    if person.id == actor.id:
        raise Forbidden(_("To go yourself, leave the space."))
    membership = Membership.objects.filter(space=space, person=person).first()
    if membership:
        _check_not_last_facilitator(membership)
        record(events.of_membership(events.SPACE_LEFT, membership, actor), at=now)
        membership.delete()


def let_in(space: Space, person: Person, role: str, *, by: Person, now: datetime) -> Membership:
    """The place that an act brings with it (enrolling in a cohort), in its transaction; it asked who may."""
    return _enter(space, person, role, by, now)


def _enter(space: Space, person: Person, role: str, actor: Person, now: datetime) -> Membership:
    accepted = (
        person.charter_acceptances.filter(charter__space=space)
        .order_by("-charter__version")
        .values_list("charter__version", flat=True)
        .first()
    )
    membership, made = Membership.objects.get_or_create(
        space=space,
        person=person,
        defaults={"role": role, "joined_at": now, "charter_version": accepted or 0},
    )
    if made:
        JoinRequest.objects.filter(space=space, person=person).delete()
        record(events.of_membership(events.SPACE_JOINED, membership, actor), at=now)
    return membership


def _check_not_last_facilitator(membership: Membership) -> None:
    if membership.role != Membership.Role.FACILITATOR:
        return
    # The space is locked, not its memberships (each holds their own already): of two facilitators who leave at the
    # same moment the second one waits, then finds that they are the last.
    Space.objects.select_for_update(no_key=True).get(pk=membership.space_id)
    facilitators = Membership.objects.filter(space_id=membership.space_id, role=Membership.Role.FACILITATOR)
    if not facilitators.exclude(pk=membership.pk).exists():
        raise Conflict(_("A space keeps one facilitator at least: name another one first."))
