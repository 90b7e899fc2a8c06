"""People: who has an account, and what administrators do with it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cordee.administration.access import check_administers
from cordee.administration.links import send_link
from cordee.administration.queries.chart import chart
from cordee.administration.queries.people import FILTERS, account, accounts, named
from cordee.administration.views.administering import administering, page
from cordee.administration.views.chart import unit_chosen
from cordee.core.errors import Conflict, Invalid
from cordee.core.queries import organisation
from cordee.people.actions import administering as acts
from cordee.people.actions.arranging import place
from cordee.people.actions.linking import unlink
from cordee.people.actions.looks import note_look
from cordee.people.actions.second_factor import forget_factors, has_factors
from cordee.people.models import Group, Person
from cordee.people.queries import people_called
from cordee.spaces.models import Membership

LANGUAGES = {"fr": "Français", "en": "English"}
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
    found = account(handle)
    if request.method == "GET":
        note_look(me, found, now=timezone.now())
    return _account(request, me, found)


@never_cache
@administering
def new_person(request: HttpRequest, me: Person) -> HttpResponse:
    """Open an account by hand; the person gets a link by mail, or the administrator copies it."""
    check_administers(me)
    values = {name: request.POST.get(name, "") for name in ("name", "email", "unit", "manager")}
    values["language"] = request.POST.get("language") or organisation().language
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            made = acts.add_person(
                me,
                name=values["name"],
                email=values["email"],
                unit=unit_chosen(values["unit"]),
                manager=named(values["manager"], field="manager") if values["manager"].strip() else None,
                language=values["language"] if values["language"] in LANGUAGES else "fr",
                now=timezone.now(),
            )
        except Invalid as refusal:
            errors = refusal.fields
        except Conflict as refusal:
            errors = {"email": refusal.message}
        else:
            return _link(request, me, made)
    context = {"values": values, "errors": errors, "boxes": chart(), "languages": LANGUAGES}
    return page(request, me, "people_new.html", context, section=SECTION, status=422 if errors else 200)


@require_safe
@administering
def offers(request: HttpRequest, me: Person) -> HttpResponse:
    """Whom to offer while a name is written, as options of a list."""
    word = next((value for name in ("manager", "who") if (value := request.GET.get(name))), "")
    found = people_called(word[:60].replace("\0", "")) if word else []
    return render(request, "administration/people_offers.html", {"found": found})


def _account(
    request: HttpRequest,
    me: Person,
    found: Person,
    *,
    given: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
) -> HttpResponse:
    held = {
        "name": found.name,
        "email": found.email or "",
        "unit": str(found.unit_id or ""),
        "manager": f"@{found.manager.handle}" if found.manager else "",
    }
    context = {
        "account": found,
        "now": timezone.now(),
        "factors": has_factors(found),
        "boxes": chart(),
        "groups": Group.objects.filter(members__person=found),
        "spaces": Membership.objects.filter(person=found).select_related("space").order_by("space__title"),
        "values": held | (given or {}),
        "errors": errors or {},
    }
    status = 422 if errors else 200
    return page(request, me, "people_person.html", context, section=SECTION, status=status)


def _link(request: HttpRequest, me: Person, found: Person) -> HttpResponse:
    """Mail the link; who never came in has it shown too, for where mail does not leave."""
    link = send_link(request, me, found, now=timezone.now())
    if not link:
        messages.success(request, _("A link is on its way to %(address)s.") % {"address": found.email})
        return redirect("administration-person", handle=found.handle)
    return page(request, me, "people_link.html", {"link": link, "account": found}, section=SECTION)


@require_POST
@administering
def person_act(request: HttpRequest, me: Person, handle: str) -> HttpResponse:
    """Change roles, deactivate, reactivate, help who lost their second factor."""
    found, now, act = account(handle), timezone.now(), request.POST.get("act")
    if act == "roles":
        given = {name: name in request.POST for name in ("administrator", "auditor", "training_manager")}
        acts.set_roles(me, found, **given, now=now)
        messages.success(request, _("Saved."))
    elif act in ("correct", "place"):
        return _put_right(request, me, found)
    elif act == "link":
        return _link(request, me, found)
    elif act == "deactivate":
        acts.deactivate(me, found, now=now)
        messages.success(request, _("The account is deactivated. What they wrote stays."))
    elif act == "reactivate":
        acts.reactivate(me, found, now=now)
        messages.success(request, _("The account is active again."))
    elif act == "unlink":
        link = request.POST.get("link", "")
        unlink(me, found, int(link) if link.isascii() and link.isdigit() else 0, now=now)
        messages.success(request, _("The account is unlinked."))
    elif act == "forget-factors":
        forget_factors(me, found, now=now)
        messages.success(request, _("The second step is gone: the password alone lets them in."))
    else:
        raise Invalid(_("Choose one of those offered."))
    return redirect("administration-person", handle=found.handle)


def _put_right(request: HttpRequest, me: Person, found: Person) -> HttpResponse:
    given = {
        name: request.POST[name] for name in ("name", "email", "unit", "manager") if name in request.POST
    }
    now = timezone.now()
    try:
        if request.POST["act"] == "correct":
            acts.correct(me, found, name=given.get("name", ""), email=given.get("email", ""), now=now)
        else:
            unit = unit_chosen(given.get("unit", ""))
            word = given.get("manager", "").strip()
            place(me, found, unit=unit, manager=named(word, field="manager") if word else None, now=now)
    except Invalid as refusal:
        return _account(request, me, found, given=given, errors=refusal.fields)
    except Conflict as refusal:
        return _account(request, me, found, given=given, errors={"email": refusal.message})
    messages.success(request, _("Saved."))
    return redirect("administration-person", handle=found.handle)
