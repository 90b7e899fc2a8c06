"""People: who has an account, and what administrators do with it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cordee.administration.queries.people import FILTERS, account, accounts
from cordee.administration.views.administering import administering, page
from cordee.core.errors import Invalid
from cordee.people.actions import administering as acts
from cordee.people.actions.second_factor import forget_factors, has_factors
from cordee.people.models import Person

SECTION = "administration-people"


@never_cache
@administering
def people(request: HttpRequest, me: Person) -> HttpResponse:
    """Everybody with an account, by name; looked for by words and by state."""
    words, state = request.GET.get("q", ""), request.GET.get("state", "")
    now = timezone.now()
    found = accounts(words=words, state=state, now=now, cursor=request.GET.get("after"))
    asked = {name: value for name, value in (("q", words), ("state", state)) if value}
    context = {
        "page": found,
        "words": words,
        "state": state,
        "filters": FILTERS,
        "query": urlencode(asked),
        "now": now,
    }
    return page(request, me, "people.html", context, section=SECTION)


@never_cache
@administering
def person(request: HttpRequest, me: Person, handle: str) -> HttpResponse:
    """An account. Whose it is can read who opened it."""
    found, now = account(handle), timezone.now()
    if request.method == "GET":
        acts.note_look(me, found, now=now)
    context = {"account": found, "now": now, "factors": has_factors(found)}
    return page(request, me, "people_person.html", context, section=SECTION)


@require_POST
@administering
def person_act(request: HttpRequest, me: Person, handle: str) -> HttpResponse:
    """Change roles, deactivate, reactivate, help who lost their second factor."""
    found, now, act = account(handle), timezone.now(), request.POST.get("act")
    if act == "roles":
        given = {name: name in request.POST for name in ("administrator", "auditor")}
        acts.set_roles(me, found, administrator=given["administrator"], auditor=given["auditor"], now=now)
        messages.success(request, _("Saved."))
    elif act == "deactivate":
        acts.deactivate(me, found, now=now)
        messages.success(request, _("The account is deactivated. What they wrote stays."))
    elif act == "reactivate":
        acts.reactivate(me, found, now=now)
        messages.success(request, _("The account is active again."))
    elif act == "forget-factors":
        forget_factors(me, found, now=now)
        messages.success(request, _("The second step is gone: the password alone lets them in."))
    else:
        raise Invalid(_("Choose one of those offered."))
    return redirect("administration-person", handle=found.handle)
