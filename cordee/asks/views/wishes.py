"""How I want to be asked; what waits in a space, and how fast it asks."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cordee.asks.actions.wishes import set_pace, set_wishes
from cordee.asks.choosing import MOST_QUOTA
from cordee.asks.queries.mine import wishes_of
from cordee.asks.queries.waiting import pace_of, waiting_in
from cordee.core.errors import Invalid
from cordee.core.zones import offered_zones
from cordee.people.queries import all_skills
from cordee.spaces import access
from cordee.spaces.queries.spaces import space_seen
from cordee.spaces.views.viewing import actor, viewing

HOURS = ("peers", "experts", "facilitators", "opens", "closes")


@require_http_methods(["GET", "HEAD", "POST"])
@viewing
def wishes(request: HttpRequest, who: access.Viewer) -> HttpResponse:
    """How many questions a week, when I am away, what not to ask me."""
    found = wishes_of(who.person)
    values = {
        "quota": str(found.quota),
        "away_from": found.away_from.isoformat() if found.away_from else "",
        "away_until": found.away_until.isoformat() if found.away_until else "",
    }
    unasked = [skill.slug for skill in found.unasked]
    errors: dict[str, str] = {}
    if request.method == "POST":
        values = {name: request.POST.get(name, "") for name in values}
        unasked = request.POST.getlist("unasked")
        try:
            set_wishes(
                actor(request),
                quota=_number("quota", values["quota"]),
                away_from=_day("away_from", values["away_from"]),
                away_until=_day("away_until", values["away_until"]),
                unasked=unasked,
                now=timezone.now(),
            )
        except Invalid as refusal:
            errors = refusal.fields or {"quota": refusal.message}
        else:
            messages.success(request, _("Saved."))
            return redirect("asks")
    context = {
        "values": values,
        "unasked": unasked,
        "skills": all_skills(),
        "most": MOST_QUOTA,
        "errors": errors,
        "nav_current": "me",
    }
    return render(request, "asks/wishes.html", context, status=422 if errors else 200)


@require_safe
@viewing
def waiting(request: HttpRequest, who: access.Viewer, slug: str) -> HttpResponse:
    """The questions of a space that wait, for its facilitators."""
    space = space_seen(who, slug)
    context = {
        "space": space,
        "page": waiting_in(who, space, request.GET.get("after")),
        "facilitates": who.facilitates(space),
        "nav_current": "spaces",
    }
    return render(request, "asks/waiting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@viewing
def pace(request: HttpRequest, who: access.Viewer, slug: str) -> HttpResponse:
    """How fast a space asks, for its facilitators."""
    space = space_seen(who, slug)
    access.check_facilitates(who, space)
    row = pace_of(space)
    values = {name: str(getattr(row, name)) for name in HOURS} | {"time_zone": row.time_zone}
    asks, errors = row.asks, dict[str, str]()
    if request.method == "POST":
        values = {name: request.POST.get(name, "") for name in values}
        asks = bool(request.POST.get("asks"))
        try:
            hours = {name: _number(name, values[name]) for name in HOURS}
            set_pace(
                actor(request), space, now=timezone.now(), asks=asks, time_zone=values["time_zone"], **hours
            )
        except Invalid as refusal:
            errors = refusal.fields or {"peers": refusal.message}
        else:
            messages.success(request, _("Saved."))
            return redirect("space-waiting", slug=space.slug)
    context = {
        "space": space,
        "values": values,
        "asks": asks,
        "zones": offered_zones(),
        "errors": errors,
        "nav_current": "spaces",
    }
    return render(request, "asks/pace.html", context, status=422 if errors else 200)


def _number(field: str, text: str) -> int:
    if not text.isdecimal() or len(text) > 3:
        message = _("Write a whole number.")
        raise Invalid(message, fields={field: message})
    return int(text)


def _day(field: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        message = _("Choose a day.")
        raise Invalid(message, fields={field: message}) from None
