"""A facilitator is away, and somebody stands in for them."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Forbidden, Invalid, Missing
from cordee.core.ids import uuid7
from cordee.journal.actions import record
from cordee.people.models import Person
from cordee.spaces import access, events
from cordee.spaces.models import Membership, Space, StandIn

LONGEST = timedelta(days=92)


@transaction.atomic
def name_stand_in(
    actor: Person, space: Space, deputy: Person, *, first: date, last: date, now: datetime
) -> StandIn:
    """``deputy``, a member, has the actor's rights in this space from the first to the last day, as the space's clock has
    them. Only for oneself: who stands in names nobody. Raises Missing, Forbidden, Invalid, Conflict.
    """
    who = access.viewer(actor)
    access.check_sees(who, space)
    access.check_may_write(who)
    # The space is held: two absences at the same moment do not overlap.
    Space.objects.select_for_update(no_key=True).get(pk=space.pk)
    roles = dict(
        Membership.objects.filter(space=space, person__in=[actor, deputy]).values_list("person_id", "role")
    )
    if roles.get(actor.id) != Membership.Role.FACILITATOR:
        raise Forbidden(_("Only the facilitators of this space can do this."))
    if deputy.id == actor.id or deputy.id not in roles or not deputy.is_active:
        _refuse("deputy", _("Choose another member of this space."))
    starts_at = datetime.combine(first, time(), space.zone)
    ends_at = datetime.combine(last + timedelta(days=1), time(), space.zone)
    if last < first or ends_at <= now:
        _refuse("last", _("The last day comes after the first, and is still to come."))
    if ends_at - starts_at > LONGEST:
        _refuse("last", _("Three months at most. Name another facilitator for longer."))
    mine = StandIn.objects.filter(space=space, person=actor, starts_at__lt=ends_at, ends_at__gt=starts_at)
    if mine.exists():
        raise Conflict(_("Somebody stands in for you on some of these days already. End that first."))
    row = StandIn.objects.create(
        id=uuid7(), space=space, person=actor, deputy=deputy, starts_at=starts_at, ends_at=ends_at, at=now
    )
    record(events.of_stand_in(events.STAND_IN_NAMED, row, actor), at=now)
    return row


@transaction.atomic
def end_stand_in(actor: Person, space: Space, row_id: UUID, *, now: datetime) -> None:
    """It ends now, or does not begin. By who is away, or who stands in. Raises Missing, Forbidden."""
    access.check_sees(access.viewer(actor), space)
    row = StandIn.objects.select_for_update().filter(id=row_id, space=space, ends_at__gt=now).first()
    if row is None:
        raise Missing(_("Nobody stands in here any more."))
    if actor.id not in (row.person_id, row.deputy_id):
        raise Forbidden(_("Who is away, or who stands in, ends this."))
    record(events.of_stand_in(events.STAND_IN_ENDED, row, actor), at=now)
    if row.starts_at >= now:
        row.delete()
    else:
        row.ends_at = now
        row.save(update_fields=["ends_at"])


def _refuse(field: str, message: str) -> None:
    raise Invalid(message, fields={field: message})
