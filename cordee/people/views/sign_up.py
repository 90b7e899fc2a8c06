"""Coming in for the first time."""

from allauth.core import ratelimit
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cordee.core.errors import Conflict, Forbidden, Invalid, TooFast
from cordee.core.queries import organisation
from cordee.people.actions import sign_up as acts
from cordee.people.actions.arriving import checked_name
from cordee.people.actions.invitations import invitation_of
from cordee.people.models import Person
from cordee.people.openid.providers import passwords_allowed
from cordee.people.signing_in import sign_in


@never_cache
def sign_up(request: HttpRequest) -> HttpResponse:
    """Ask for an account: the address is proven by a mail. Known and unknown addresses get the same answer."""
    if request.user.is_authenticated:
        return redirect("today")
    try:
        acts.check_open()
    except Forbidden:
        return render(
            request, "openid/alone.html" if not passwords_allowed() else "account/signup_closed.html"
        )
    values = {name: request.POST.get(name, "") for name in ("name", "email")}
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            name, email = checked_name(values["name"]), acts.checked_address(values["email"])
        except Invalid as refusal:
            errors = refusal.fields
        else:
            _limit(request, email)
            _send(request, name, email)
            return render(request, "account/sign_up_sent.html", {"email": email})
    context = {"values": values, "errors": errors, "domains": organisation().sign_up_domains}
    return render(request, "account/sign_up.html", context, status=422 if errors else 200)


@never_cache
def sign_up_proven(request: HttpRequest, proof: str) -> HttpResponse:
    """The link in the mail: choose a password, and be in."""
    if request.user.is_authenticated:
        return redirect("today")
    acts.check_open()
    name, email = acts.proven(proof)
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            person = acts.sign_up(
                proof,
                password=request.POST.get("password", ""),
                language=translation.get_language() or "fr",
                now=timezone.now(),
            )
        except Invalid as refusal:
            errors = refusal.fields
        except Conflict:
            return redirect("account_login")  # the link was followed twice
        else:
            return _enter(request, person)
    context = {"name": name, "email": email, "errors": errors}
    return render(request, "account/sign_up_proven.html", context, status=422 if errors else 200)


@never_cache
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """An invitation: who invites, then the account."""
    if request.user.is_authenticated:
        return redirect("today")
    invitation = invitation_of(secret, now=timezone.now())
    values = {
        "name": request.POST.get("name", ""),
        "email": invitation.email or request.POST.get("email", ""),
    }
    errors: dict[str, str] = {}
    if request.method == "POST":
        _limit(request, invitation.id.hex)
        try:
            person = acts.join(
                invitation,
                name=values["name"],
                email=values["email"],
                password=request.POST.get("password", ""),
                language=translation.get_language() or "fr",
                now=timezone.now(),
            )
        except Invalid as refusal:
            errors = refusal.fields
        else:
            return _enter(request, person)
    context = {"invitation": invitation, "secret": secret, "values": values, "errors": errors}
    return render(request, "account/join.html", context, status=422 if errors else 200)


def _enter(request: HttpRequest, person: Person) -> HttpResponse:
    sign_in(request, person)
    return redirect("today")


def _limit(request: HttpRequest, key: str) -> None:
    """Few attempts an address of the network, fewer an e-mail address."""
    if not ratelimit.consume(request, action="signup") or not ratelimit.consume(
        request, action="reset_password", key=key
    ):
        raise TooFast(_("Too many attempts. Wait a few minutes, then try again."), retry_after=300)


def _send(request: HttpRequest, name: str, email: str) -> None:
    """To a known address: that one has an account. The work is the same for both, so that time does not tell."""
    proof = acts.proof_of(name, email)
    known = acts.is_known(email)
    link = reverse("account_login") if known else reverse("sign-up-proven", kwargs={"proof": proof})
    context = {
        "name": name,
        "known": known,
        "link": request.build_absolute_uri(link),
        "organisation": organisation(),
    }
    text = render_to_string("account/sign_up_mail.txt", context)
    send_mail(_("Come in to %(organisation)s") % {"organisation": organisation().name}, text, None, [email])
