"""Coming in by an account elsewhere, linking one, trying a provider: the same way there and back."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url, perform_login
from allauth.account.views import request_login_code
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cordee.core.errors import Missing, Refusal, TooFast
from cordee.people.actions import linking
from cordee.people.actions.invitations import invitation_of
from cordee.people.actions.providers import note_tested
from cordee.people.models import IdentityProvider, Person
from cordee.people.openid import flow, trying
from cordee.people.openid.claims import Claims, read
from cordee.people.openid.providers import passwords_allowed, provider_by_slug
from cordee.people.openid.trouble import Trouble

LOGIN, LINK, TEST = "login", "link", "test"
State = dict[str, Any]


@never_cache
@require_safe
def sign_in_with(request: HttpRequest, slug: str) -> HttpResponse:
    """Off to the provider. A link, so that a portal can have one: it changes nothing for who is signed in already."""
    going_to = get_next_redirect_url(request)
    if request.user.is_authenticated:
        return redirect(going_to or "today")
    provider = _on(slug)
    if not ratelimit.consume(request, action="provider"):
        raise TooFast(_("Too many attempts. Wait a few minutes, then try again."), retry_after=60)
    data = {"invitation": request.GET["invitation"]} if request.GET.get("invitation") else {}
    try:
        return redirect(flow.begin(request, provider, LOGIN, going_to=going_to, data=data))
    except Trouble as trouble:
        return _refused(request, provider, trouble)


@never_cache
@require_safe
def callback(request: HttpRequest, slug: str) -> HttpResponse:
    """Back from the provider, for whatever it was that began."""
    provider = provider_by_slug(slug)
    try:
        state = flow.taken_up(request, provider)
    except Trouble as trouble:
        return _refused(request, provider, trouble)
    end = {LOGIN: _come_in, LINK: _link, TEST: _try}[state["process"]]
    try:
        if state["process"] != TEST:
            _on(slug)
        return end(request, provider, state, flow.claims_of(request, provider, state))
    except Trouble as trouble:
        if state["process"] == TEST:
            return _tried_in_vain(request, provider, state, trouble)
        return _refused(request, provider, trouble)
    except Refusal as refusal:
        return _refused(request, provider, Trouble(refusal.message))


@require_POST
def link_account(request: HttpRequest, slug: str) -> HttpResponse:
    """Off to the provider, to link an account there with the one that is signed in here (and proved so just now)."""
    assert isinstance(request.user, Person)
    provider = _on(slug)
    try:
        address = flow.begin(request, provider, LINK, data={"person": str(request.user.pk)})
    except Trouble as trouble:
        return _refused(request, provider, trouble)
    # Not a redirect: the policy of our pages lets a form lead nowhere else.
    response = render(request, "openid/onward.html", {"provider": provider, "address": address})
    response["Refresh"] = f"0; url={address}"
    return response


@require_POST
@login_required
def unlink_account(request: HttpRequest, link_id: int) -> HttpResponse:
    """An account elsewhere opens nothing more."""
    assert isinstance(request.user, Person)
    linking.unlink(request.user, request.user, link_id, now=timezone.now())
    messages.success(request, _("The account is unlinked."))
    return redirect("mfa_index")


def request_code(request: HttpRequest) -> HttpResponse:
    """A code by e-mail, where people may come in so; asked before an address is, so that none can be tried."""
    if not passwords_allowed():
        return render(request, "openid/alone.html")
    return request_login_code(request)


def _on(slug: str) -> IdentityProvider:
    provider = provider_by_slug(slug)
    if not provider.is_on:
        raise Missing(_("Nobody comes in by %(name)s at present.") % {"name": provider.name})
    return provider


def _come_in(request: HttpRequest, provider: IdentityProvider, state: State, claims: Claims) -> HttpResponse:
    now = timezone.now()
    secret = (state.get("data") or {}).get("invitation")
    verdict = linking.come_in(
        provider,
        claims,
        language=translation.get_language() or "fr",
        now=now,
        invitation=invitation_of(secret, now=now) if secret else None,
    )
    person = verdict.person
    if person is None or verdict.how == "refused":
        raise Trouble(verdict.words)
    if request.user.is_authenticated and request.user != person:
        get_adapter(request).logout(request)
    record_authentication(request, person, "socialaccount", provider=provider.slug, uid=verdict.told.uid)
    return perform_login(request, person, redirect_url=state.get("next"))


def _link(request: HttpRequest, provider: IdentityProvider, state: State, claims: Claims) -> HttpResponse:
    me = _same_person(request, state)
    linking.link(me, provider, read(provider, claims), now=timezone.now())
    messages.success(request, _("You come in by %(name)s too from now on.") % {"name": provider.name})
    return redirect("mfa_index")


def _try(request: HttpRequest, provider: IdentityProvider, state: State, claims: Claims) -> HttpResponse:
    me, now = _same_person(request, state), timezone.now()
    verdict = trying.keep_claims(request, provider, claims, now)
    note_tested(me, provider, well=verdict.how != "refused", now=now)
    return _to_trial(provider)


def _tried_in_vain(
    request: HttpRequest, provider: IdentityProvider, state: State, trouble: Trouble
) -> HttpResponse:
    try:
        me, now = _same_person(request, state), timezone.now()
    except Trouble as other:
        return _refused(request, provider, other)
    trying.keep_trouble(request, provider, trouble, now)
    note_tested(me, provider, well=False, now=now)
    return _to_trial(provider)


def _to_trial(provider: IdentityProvider) -> HttpResponse:
    return redirect(reverse("provider", kwargs={"provider_id": provider.id}) + "#test")


def _same_person(request: HttpRequest, state: State) -> Person:
    if not isinstance(request.user, Person) or str(request.user.pk) != state["data"]["person"]:
        raise Trouble(
            _("You are no longer signed in here as the person who began. Sign in, and begin again.")
        )
    return request.user


def _refused(request: HttpRequest, provider: IdentityProvider, trouble: Trouble) -> HttpResponse:
    return render(request, "openid/refused.html", {"provider": provider, "trouble": trouble}, status=403)
