"""Keys of the API: my own, and for administrators everybody's."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cordee.administration.queries.tokens import has_expired, token_by_id, tokens
from cordee.administration.views.administering import administering, page
from cordee.api.actions import create_token, revoke_token
from cordee.api.models import ADMINISTER, READ, WRITE
from cordee.core.errors import Invalid
from cordee.people.models import Person
from cordee.spaces.views.viewing import actor

LIVES = (30, 90, 365)  # days that are offered


@never_cache
@login_required
def my_tokens(request: HttpRequest) -> HttpResponse:
    """My keys; POST makes one, whose secret is in this answer and never again."""
    me, now = actor(request), timezone.now()
    values = {"name": "", "scope": READ, "days": "90", "administer": ""}
    errors: dict[str, str] = {}
    secret = ""
    if request.method == "POST":
        values = {name: request.POST.get(name, "") for name in values}
        try:
            secret = _make(me, values, now)
        except Invalid as refusal:
            errors = refusal.fields
    found = tokens(me, request.GET.get("after"))
    context = {
        "me": me,
        "page": found,
        "expired": {token.id for token in found.rows if has_expired(token, now)},
        "values": values,
        "errors": errors,
        "secret": secret,
        "lives": LIVES,
        "nav_current": "me",
    }
    return render(request, "administration/my_tokens.html", context, status=422 if errors else 200)


@require_POST
@login_required
def my_token(request: HttpRequest, token_id: UUID) -> HttpResponse:
    """Take one of my keys back."""
    me = actor(request)
    revoke_token(token_by_id(token_id, me), actor=me, now=timezone.now())
    messages.success(request, _("The token is taken back: it opens nothing any more."))
    return redirect("my-tokens")


@administering
def all_tokens(request: HttpRequest, me: Person) -> HttpResponse:
    """Everybody's keys: whose, for what, when last used."""
    now = timezone.now()
    found = tokens(cursor=request.GET.get("after"))
    expired = {token.id for token in found.rows if has_expired(token, now)}
    return page(request, me, "tokens.html", {"page": found, "expired": expired}, section="tokens")


@require_POST
@administering
def any_token(request: HttpRequest, me: Person, token_id: UUID) -> HttpResponse:
    """Take anybody's key back."""
    revoke_token(token_by_id(token_id), actor=me, now=timezone.now())
    messages.success(request, _("The token is taken back: it opens nothing any more."))
    return redirect("tokens")


def _make(me: Person, values: dict[str, str], now: datetime) -> str:
    wrong = {}
    if not values["name"].strip():
        wrong["name"] = _("Say what it is for, so that you know it again.")
    days = values["days"]
    if days and not (days.isdecimal() and days.isascii() and len(days) < 6):
        wrong["days"] = _("Choose one of those offered.")
    if wrong:
        raise Invalid(next(iter(wrong.values())), fields=wrong)
    scopes = [READ, WRITE] if values["scope"] == WRITE else [values["scope"]]
    if values["administer"]:
        scopes.append(ADMINISTER)
    _token, secret = create_token(
        me, name=values["name"], scopes=scopes, days=int(days) if days else None, now=now
    )
    return secret
