"""Operations: invitations. How sign-up stands is a setting of the organisation."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Router, Status

from cordee.administration.queries.chart import group_of
from cordee.administration.queries.coming_in import invitation_by_id, invitations
from cordee.administration.views.chart import unit_chosen
from cordee.api import shapes
from cordee.api.resources import answers
from cordee.api.resources.administering import changer, reader
from cordee.api.schemas import PageOf, Text
from cordee.api.schemas.accounts import InvitationIn, InvitationOut, NewInvitationOut
from cordee.people.actions.invitations import invite, revoke

router = Router(tags=["Coming in"])
ALL = "/administration/invitations"


@router.get(ALL, response=answers(PageOf[InvitationOut]), summary="Invitations that still open")
def list_invitations(request: HttpRequest, after: Text | None = None) -> Any:
    """Newest first; never their links."""
    reader(request)
    return shapes.page(invitations(now=timezone.now(), cursor=after))


@router.post(ALL, response=answers(NewInvitationOut, 201), summary="Make an invitation")
def create_invitation(request: HttpRequest, response: HttpResponse, sent: InvitationIn) -> Any:
    """A link by which its holders make their account."""
    response["Cache-Control"] = "no-store"
    me = changer(request)
    given = sent.dict(exclude={"unit", "group"})
    group = group_of(sent.group) if sent.group else None
    made, secret = invite(
        me, unit=unit_chosen(str(sent.unit or "")), group=group, now=timezone.now(), **given
    )
    link = request.build_absolute_uri(reverse("join", kwargs={"secret": secret}))
    return Status(201, {"invitation": made, "link": link})


@router.delete(f"{ALL}/{{invitation_id}}", response=answers(None, 204), summary="Take an invitation back")
def delete_invitation(request: HttpRequest, invitation_id: UUID) -> Any:
    """The link opens nothing any more; who came in by it stays."""
    me = changer(request)
    revoke(me, invitation_by_id(invitation_id), now=timezone.now())
    return Status(204, None)
