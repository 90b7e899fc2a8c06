"""Operations: keys of the API."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Status

from cordee.administration.queries.tokens import has_expired, token_by_id, tokens
from cordee.api import shapes
from cordee.api.actions import create_token, revoke_token
from cordee.api.models import Token
from cordee.api.resources import answers
from cordee.api.resources.administering import changer, reader
from cordee.api.schemas import PageOf, Text
from cordee.api.schemas.administration import NewTokenOut, TokenIn, TokenOut
from cordee.core.errors import Forbidden
from cordee.spaces.views.viewing import actor

router = Router(tags=["Tokens"])


@router.get("/me/tokens", response=answers(PageOf[TokenOut]), summary="My tokens")
def list_my_tokens(request: HttpRequest, after: Text | None = None) -> Any:
    """Newest first; never their secrets."""
    return shapes.page(tokens(actor(request), after), _token)


@router.post("/me/tokens", response=answers(NewTokenOut, 201), summary="Make a token")
def create_my_token(request: HttpRequest, response: HttpResponse, sent: TokenIn) -> Any:
    """Only from a session: a token that could make others would outlive its being taken back."""
    if request.headers.get("authorization"):
        raise Forbidden(_("A token cannot make another one: sign in on the site."))
    response["Cache-Control"] = "no-store"
    token, secret = create_token(
        actor(request), name=sent.name, scopes=sent.scopes, days=sent.days, now=timezone.now()
    )
    return Status(201, {"token": _token(token), "secret": secret})


@router.delete("/me/tokens/{token_id}", response=answers(None, 204), summary="Take my token back")
def delete_my_token(request: HttpRequest, token_id: UUID) -> Any:
    """It opens nothing any more."""
    me = actor(request)
    revoke_token(token_by_id(token_id, me), actor=me, now=timezone.now())
    return Status(204, None)


@router.get("/administration/tokens", response=answers(PageOf[TokenOut]), summary="Everybody's tokens")
def list_tokens(request: HttpRequest, after: Text | None = None) -> Any:
    """Whose, for what, when last used."""
    reader(request)
    return shapes.page(tokens(cursor=after), _token)


@router.delete("/administration/tokens/{token_id}", response=answers(None, 204), summary="Take a token back")
def delete_token(request: HttpRequest, token_id: UUID) -> Any:
    """Anybody's, for administrators."""
    me = changer(request)
    revoke_token(token_by_id(token_id), actor=me, now=timezone.now())
    return Status(204, None)


def _token(token: Token) -> dict[str, Any]:
    names = ("id", "name", "scopes", "person", "created_at", "last_used_at", "expires_at")
    return {name: getattr(token, name) for name in names} | {"expired": has_expired(token, timezone.now())}
