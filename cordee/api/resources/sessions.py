"""Operations: where I am signed in."""

from typing import Any

from django.http import HttpRequest
from ninja import Path, Router, Status

from cordee.api import shapes
from cordee.api.auth import by_token
from cordee.api.resources import answers
from cordee.api.schemas import PageOf, Text
from cordee.api.schemas.sessions import EndedOut, SessionOut
from cordee.core import pages
from cordee.people.actions.sessions import end_others, end_session, sessions_of
from cordee.spaces.views.viewing import actor

router = Router(tags=["Sessions"])
PAGE = 50


def _here(request: HttpRequest) -> str:
    """The key of the session that calls; a token calls from none."""
    return "" if by_token(request) else request.session.session_key or ""


@router.get("/me/sessions", response=answers(PageOf[SessionOut]), summary="Where I am signed in")
def list_sessions(request: HttpRequest, after: Text | None = None) -> Any:
    """This device first, then what was seen last."""
    found = sessions_of(actor(request), _here(request))
    return shapes.page(pages.within(found, after, PAGE, lambda one: str(one.id)))


@router.delete("/me/sessions", response=answers(EndedOut), summary="Sign me out everywhere else")
def delete_sessions(request: HttpRequest) -> Any:
    """With a token: everywhere. Tokens go on working: they are taken back one by one."""
    return {"count": end_others(actor(request), here=_here(request))}


@router.delete("/me/sessions/{session_id}", response=answers(None, 204), summary="Sign me out of a device")
def delete_session(request: HttpRequest, session_id: int = Path(..., ge=1, lt=2**31)) -> Any:
    """Not of the one that calls: sign out on the site for that."""
    end_session(actor(request), str(session_id), here=_here(request))
    return Status(204, None)
