"""Operations: dashboards by mail."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from cordee.api.resources import answers
from cordee.api.schemas.mailings import MailingIn, MailingOut
from cordee.insights.mailing.actions import mailing_of, plan_mailing, stop_mailing
from cordee.insights.mailing.queries import Planned, my_mailings
from cordee.spaces.views.viewing import actor

router = Router(tags=["Dashboards by mail"])


@router.get("/me/mailings", response=answers(list[MailingOut]), summary="Dashboards that come to me by mail")
def list_mailings(request: HttpRequest) -> Any:
    """The next first; twenty at most."""
    return [_told(one) for one in my_mailings(actor(request))]


@router.put("/me/mailings", response=answers(MailingOut), summary="Put a dashboard on my calendar")
def put_mailing(request: HttpRequest, sent: MailingIn) -> Any:
    """It must be open to the caller, which is asked again at each sending. The same again changes when it comes."""
    me = actor(request)
    made = plan_mailing(
        me,
        sent.dashboard,
        sent.about,
        rhythm=sent.rhythm,
        hour=sent.hour,
        with_xlsx=sent.with_xlsx,
        now=timezone.now(),
    )
    return next(_told(one) for one in my_mailings(me) if one.mailing.id == made.id)


@router.delete("/me/mailings/{mailing_id}", response=answers(None, 204), summary="Stop one")
def delete_mailing(request: HttpRequest, mailing_id: UUID) -> Any:
    """It does not come any more."""
    stop_mailing(mailing_of(actor(request), mailing_id), now=timezone.now())
    return Status(204, None)


def _told(one: Planned) -> dict[str, Any]:
    row = one.mailing
    names = ("id", "dashboard", "rhythm", "hour", "with_xlsx", "next_at", "last_at", "ended_at")
    return {name: getattr(row, name) for name in names} | {
        "title": one.title,
        "about": row.scope_id,
        "about_words": one.about,
    }
