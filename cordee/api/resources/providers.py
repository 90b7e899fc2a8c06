"""Operations: the accounts elsewhere with which people come in (OpenID Connect). For administrators; auditors read."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from cordee.api.resources import answers
from cordee.api.resources.administering import changer, reader
from cordee.api.schemas.providers import ProviderChange, ProviderIn, ProviderOut
from cordee.people.actions.providers import add_provider, edit_provider, remove_provider, switch_provider
from cordee.people.models import IdentityProvider
from cordee.people.openid.flow import redirect_address
from cordee.people.openid.providers import all_providers, linked_people, provider_by_id

router = Router(tags=["Organisation accounts"])
ONE = "/administration/providers/{provider_id}"
TOLD = (
    "id", "slug", "name", "issuer", "client_id", "scopes", "claim_email", "claim_name", "claim_unit", "claim_groups",
    "proven_domains", "newcomers", "tested_at",
)  # fmt: skip


@router.get(
    "/administration/providers", response=answers(list[ProviderOut]), summary="All organisation accounts"
)
def list_providers(request: HttpRequest) -> Any:
    """By age."""
    reader(request)
    linked = linked_people()
    return [_told(request, one, linked) for one in all_providers()]


@router.post("/administration/providers", response=answers(ProviderOut, 201), summary="Connect a provider")
def create_provider(request: HttpRequest, sent: ProviderIn) -> Any:
    """It is asked who it is, and stays off until it is switched on. Try it in the administration first."""
    made = add_provider(changer(request), now=timezone.now(), **sent.dict())
    return Status(201, _told(request, made, {}))


@router.get(ONE, response=answers(ProviderOut), summary="An organisation account")
def read_provider(request: HttpRequest, provider_id: UUID) -> Any:
    """Its settings; never its secret."""
    reader(request)
    return _told(request, provider_by_id(provider_id), linked_people())


@router.patch(ONE, response=answers(ProviderOut), summary="Change a provider, switch it on or off")
def patch_provider(request: HttpRequest, provider_id: UUID, sent: ProviderChange) -> Any:
    """Only what is sent is changed."""
    me, now = changer(request), timezone.now()
    provider = provider_by_id(provider_id)
    if given := sent.dict(exclude={"on"}, exclude_unset=True, exclude_none=True):
        provider = edit_provider(me, provider, now=now, **given)
    if sent.on is not None:
        provider = switch_provider(me, provider, on=sent.on, now=now)
    return _told(request, provider, linked_people())


@router.delete(ONE, response=answers(None, 204), summary="Take a provider away")
def delete_provider(request: HttpRequest, provider_id: UUID) -> Any:
    """The links to it go too; the people stay."""
    remove_provider(changer(request), provider_by_id(provider_id), now=timezone.now())
    return Status(204, None)


def _told(request: HttpRequest, provider: IdentityProvider, linked: dict[str, int]) -> dict[str, Any]:
    return {name: getattr(provider, name) for name in TOLD} | {
        "redirect_address": redirect_address(request, provider),
        "has_secret": bool(provider.secret),
        "on": provider.is_on,
        "people": linked.get(provider.slug, 0),
    }
