"""The accounts that people have elsewhere: connected, tried, switched on, and whether other ways in stay open."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cordee.administration.access import check_administers
from cordee.administration.actions.settings import edit_organisation
from cordee.administration.views.administering import administering, page
from cordee.core.errors import Invalid
from cordee.core.models import Organisation
from cordee.people.actions.providers import add_provider, edit_provider, remove_provider, switch_provider
from cordee.people.models import IdentityProvider, Person
from cordee.people.openid import flow, trying
from cordee.people.openid.discovery import discover
from cordee.people.openid.providers import all_providers, can_read_secret, linked_people, provider_by_id
from cordee.people.openid.trouble import Trouble
from cordee.people.views.openid import TEST

SECTION = "providers"
LINES = ("name", "issuer", "client_id", "claim_email", "claim_name", "claim_unit", "claim_groups")
Values = dict[str, Any]


@never_cache
@administering
def providers(request: HttpRequest, me: Person) -> HttpResponse:
    """All of them; POST says whether passwords stay allowed beside."""
    stored = Organisation.objects.first() or Organisation()
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            edit_organisation(me, passwords="passwords" in request.POST, now=timezone.now())
        except Invalid as refusal:
            errors = refusal.fields
        else:
            messages.success(request, _("Saved. Everyone sees it within half a minute."))
            return redirect("providers")
    connected = all_providers()
    context = {
        "connected": connected,
        "linked": linked_people(),
        "passwords": stored.passwords,
        "any_on": any(one.is_on for one in connected),
        "errors": errors,
    }
    return page(request, me, "providers.html", context, section=SECTION, status=422 if errors else 200)


@never_cache
@administering
def new_provider(request: HttpRequest, me: Person) -> HttpResponse:
    """The first step: its name and its address. The redirect address comes of it."""
    check_administers(me)
    values = {name: request.POST.get(name, "") for name in ("name", "issuer")}
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            made = add_provider(me, now=timezone.now(), **values)
        except Invalid as refusal:
            errors = refusal.fields
        else:
            return redirect("provider", provider_id=made.id)
    context = {"values": values, "errors": errors}
    return page(request, me, "provider_new.html", context, section=SECTION, status=422 if errors else 200)


@never_cache
@administering
def provider(request: HttpRequest, me: Person, provider_id: UUID) -> HttpResponse:
    """One of them, step by step; POST saves its settings."""
    found = provider_by_id(provider_id)
    if request.method != "POST":
        return _page(request, me, found, _stored(found), {})
    values: Values = {name: request.POST.get(name, "") for name in (*LINES, "scopes", "proven_domains")}
    values["newcomers"] = "newcomers" in request.POST
    try:
        edit_provider(me, found, now=timezone.now(), **_given(request, values))
    except Invalid as refusal:
        return _page(request, me, found, values, dict(refusal.fields))
    _say_saved(request, provider_by_id(provider_id))
    return redirect("provider", provider_id=found.id)


@never_cache
@administering
def provider_test(request: HttpRequest, me: Person, provider_id: UUID) -> HttpResponse:
    """Off to the provider in the administrator's own browser; nobody is signed in by it, and nothing linked."""
    check_administers(me)
    found = provider_by_id(provider_id)
    try:
        discover(found.issuer)
        return redirect(flow.begin(request, found, TEST, data={"person": str(me.pk)}))
    except Trouble as trouble:
        trying.keep_trouble(request, found, trouble, timezone.now())
        return redirect(reverse("provider", kwargs={"provider_id": found.id}) + "#test")


@require_POST
@administering
def provider_act(request: HttpRequest, me: Person, provider_id: UUID) -> HttpResponse:
    """``act``: on, off, remove."""
    found, now = provider_by_id(provider_id), timezone.now()
    match request.POST.get("act"):
        case "on" | "off" as state:
            switch_provider(me, found, on=state == "on", now=now)
            messages.success(request, _("Saved."))
        case "remove":
            remove_provider(me, found, now=now)
            messages.success(request, _("It is gone, and the links to it. The people stay."))
            return redirect("providers")
        case _other:
            raise Invalid(_("Choose one of those offered."))
    return redirect("provider", provider_id=found.id)


def _stored(found: IdentityProvider) -> Values:
    return {name: getattr(found, name) for name in LINES} | {
        "scopes": " ".join(found.scopes),
        "proven_domains": "\n".join(found.proven_domains),
        "newcomers": found.newcomers,
    }


def _given(request: HttpRequest, values: Values) -> Values:
    given = values | {
        "scopes": values["scopes"].split(),
        "proven_domains": values["proven_domains"].replace(",", " ").split(),
    }
    if secret := request.POST.get("secret", "").strip():  # empty: as it is
        given["secret"] = secret
    return given


def _say_saved(request: HttpRequest, found: IdentityProvider) -> None:
    """Saved in any case; and whether the provider answers at this moment."""
    try:
        discover(found.issuer)
    except Trouble as trouble:
        messages.success(request, _("Saved. But at this moment: %(why)s") % {"why": trouble.message})
    else:
        messages.success(request, _("Saved. The provider answers."))


def _page(
    request: HttpRequest, me: Person, found: IdentityProvider, values: Values, errors: dict[str, str]
) -> HttpResponse:
    address = flow.redirect_address(request, found)
    context = {
        "provider": found,
        "values": values,
        "errors": errors,
        "redirect_address": address,
        "wants_https": address.startswith("http://")
        and request.get_host().split(":")[0] not in ("localhost", "127.0.0.1"),
        "secret_is_lost": not can_read_secret(found),
        "linked": linked_people().get(found.slug, 0),
        "trial": trying.last_trial(request, found, timezone.now()) if me.is_administrator else None,
    }
    return page(request, me, "provider.html", context, section=SECTION, status=422 if errors else 200)
