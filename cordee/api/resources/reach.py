"""Operations: what reaches me outside of the bell, and when."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router

from cordee.api.resources import answers
from cordee.api.schemas.reach import HoursIn, PaceIn, ReachOut
from cordee.core.errors import Missing
from cordee.notifications.actions.choosing import choose_hours, choose_pace
from cordee.notifications.choices import mine
from cordee.people.models import Person
from cordee.spaces.models import Space
from cordee.spaces.views.viewing import actor

router = Router(tags=["Notifications"])


@router.get("/me/reach", response=answers(ReachOut), summary="What reaches me")
def read_reach(request: HttpRequest) -> Any:
    """By which channel, at which pace, at which hours; what was not chosen as by default."""
    return _told(actor(request))


@router.put("/me/reach/paces", response=answers(ReachOut), summary="Choose a pace")
def choose_reach(request: HttpRequest, sent: PaceIn) -> Any:
    """What waits to be sent follows at once."""
    me = actor(request)
    space = Space.objects.filter(id=sent.space_id).first() if sent.space_id else None
    if sent.space_id and space is None:
        raise Missing(_("There is no such space, or it is not open to you."))
    choose_pace(me, channel=sent.channel, group=sent.group, space=space, pace=sent.pace, now=timezone.now())
    return _told(me)


@router.put("/me/reach/hours", response=answers(ReachOut), summary="Choose my hours and my measure")
def choose_reach_hours(request: HttpRequest, sent: HoursIn) -> Any:
    """Quiet hours, how many things a week at once, when digests come."""
    me = actor(request)
    choose_hours(
        me,
        quiet_from=sent.quiet_from,
        quiet_until=sent.quiet_until,
        budget=sent.budget,
        digest_day=sent.digest_day,
        digest_hour=sent.digest_hour,
        now=timezone.now(),
    )
    return _told(me)


def _told(me: Person) -> dict[str, Any]:
    chosen = mine(me)
    return {
        "groups": [
            {"group": row.group.name, "label": str(row.group.label), "paces": row.paces}
            for row in chosen.rows
        ],
        "spaces": [
            {"space_id": one.space.id, "title": one.space.title, "paces": one.paces}
            for one in chosen.exceptions
        ],
        "hours": chosen.attention,
        "addresses": chosen.addresses,
    }
