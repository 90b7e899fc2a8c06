"""Operations: my data."""

import tempfile
from typing import Any

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from django.http import FileResponse, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Status

from cordee.api import shapes
from cordee.api.auth import by_token
from cordee.api.resources import answers
from cordee.api.schemas import PageOf, Text
from cordee.api.schemas.privacy import DataViewOut, DepartureOut, LookOut, ViewLookOut
from cordee.core.errors import Forbidden, Missing
from cordee.people.views_of_data import views
from cordee.privacy.actions import ask_to_leave, note_export, stay
from cordee.privacy.exporting import write_my_data
from cordee.privacy.looking import Opened, opened
from cordee.privacy.models import Departure
from cordee.privacy.queries import looks_at
from cordee.spaces.views.viewing import actor

router = Router(tags=["My data"])


@router.post(
    "/me/data",
    response=answers(None, 204),
    summary="All my data in one file",
    openapi_extra={"responses": {200: {"description": "A zip.", "content": {"application/zip": {}}}}},
)
def create_export(request: HttpRequest) -> Any:
    """A zip: ``my-data.json``, ``my-data.html``, and the files that I brought. Every two minutes at most."""
    me = actor(request)
    note_export(me, now=timezone.now())
    out = tempfile.TemporaryFile()  # noqa: SIM115 (the answer closes it)
    write_my_data(me, out)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename="my-data.zip", content_type="application/zip")


@router.get("/me/data/looks", response=answers(PageOf[LookOut]), summary="Who looked at my data")
def list_looks(request: HttpRequest, after: Text | None = None) -> Any:
    """Newest first."""
    return shapes.page(looks_at(actor(request), after))


@router.get("/me/data/views", response=answers(list[DataViewOut]), summary="What is made of what I do")
def list_views_of_data(request: HttpRequest) -> Any:
    """Every view that is made of what people do: what is in it, and who may see it."""
    actor(request)
    return [
        {name: getattr(view, name) for name in ("name", "named", "noted")}
        | {name: str(getattr(view, name)) for name in ("title", "made_of", "seen_by")}
        | {"mine": reverse(view.mine) if view.mine else None}
        for view in views()
    ]


@router.get(
    "/me/data/view-looks", response=answers(PageOf[ViewLookOut]), summary="Who opened views that I may be in"
)
def list_view_looks(request: HttpRequest, after: Text | None = None) -> Any:
    """Newest first: views of the organisation, of my unit, spaces, paths and cohorts. One an hour, viewer and view."""
    return shapes.page(opened(actor(request), after), _view_look)


def _view_look(look: Opened) -> dict[str, Any]:
    names = ("id", "at", "words", "scope", "title", "viewer")
    return {name: getattr(look, name) for name in names} | {"view": look.name}


@router.get("/me/departure", response=answers(DepartureOut), summary="Whether I asked to leave")
def read_departure(request: HttpRequest) -> Any:
    """404 when I did not."""
    found = Departure.objects.filter(person=actor(request)).first()
    if found is None:
        raise Missing(_("There is nothing here."))
    return found


@router.put("/me/departure", response=answers(DepartureOut), summary="Delete my account")
def put_departure(request: HttpRequest) -> Any:
    """In two weeks; until then it can be taken back. Again changes nothing.

    Not with a token, which somebody else may have found: only in a session, in which the person has just shown again
    that it is them (the site's page asks for it). 403 otherwise.
    """
    if by_token(request) or is_reauthentication_required(request, app="account"):
        raise Forbidden(
            _(
                "Whoever deletes an account shows first that it is theirs: do it on the page “My data” of this site."
            )
        )
    me = actor(request)
    return ask_to_leave(me, by=me, now=timezone.now())


@router.delete("/me/departure", response=answers(None, 204), summary="Stay")
def delete_departure(request: HttpRequest) -> Any:
    """Nothing happens when nothing was asked."""
    stay(actor(request), now=timezone.now())
    return Status(204, None)
