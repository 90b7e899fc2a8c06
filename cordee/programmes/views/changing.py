"""Changing a programme under way: its rhythm, weeks without, pausing and ending it."""

from datetime import date, time
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cordee.core.errors import Conflict, Invalid, Missing
from cordee.programmes import words
from cordee.programmes.actions import planning
from cordee.programmes.queries.programmes import Plan, plan_seen
from cordee.spaces import access
from cordee.spaces.models import Space
from cordee.spaces.queries.spaces import space_seen
from cordee.spaces.views.viewing import actor, viewing


@viewing
def settings(request: HttpRequest, who: access.Viewer, slug: str) -> HttpResponse:
    """Its title, rhythm and hour, and who answers for it; its weeks without; pausing and ending it."""
    space, plan = _led(who, slug)
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            planning.edit_programme(
                actor(request), plan.programme, now=timezone.now(), **_details(request, space)
            )
        except (Invalid, Conflict) as refusal:
            errors = refusal.fields or {"title": refusal.message}
        else:
            messages.success(request, _("Saved. What is out stays, what is planned has moved."))
            return redirect("space-programme", slug=slug)
    return _page(request, space, plan, errors)


@require_POST
@viewing
def state(request: HttpRequest, who: access.Viewer, slug: str) -> HttpResponse:
    """Pause it, resume it, end it (``act``)."""
    _space, plan = _led(who, slug)
    me, now = actor(request), timezone.now()
    match request.POST.get("act"):
        case "pause":
            planning.pause(me, plan.programme, now=now)
            messages.success(request, _("Paused: nothing goes out until you resume."))
        case "end":
            planning.end(me, plan.programme, now=now)
            messages.success(request, _("The programme is over. What came out stays."))
        case _other:
            planning.resume(me, plan.programme, now=now)
            messages.success(request, _("It goes on."))
    return redirect("space-programme", slug=slug)


@require_POST
@viewing
def breaks(request: HttpRequest, who: access.Viewer, slug: str) -> HttpResponse:
    """Leave days out, or take that back (``out``)."""
    space, plan = _led(who, slug)
    me, now = actor(request), timezone.now()
    try:
        if out := request.POST.get("out", ""):
            planning.take_back(me, plan.programme, _uuid(out), now=now)
        else:
            planning.leave_out(
                me,
                plan.programme,
                first=_day(request.POST.get("first", ""), "first"),
                last=_day(request.POST.get("last", ""), "last"),
                label=request.POST.get("label", ""),
                now=now,
            )
    except Invalid as refusal:
        return _page(request, space, plan, refusal.fields)
    messages.success(request, _("Saved. What is planned has moved."))
    return redirect("programme-settings", slug=slug)


def _page(request: HttpRequest, space: Space, plan: Plan, errors: dict[str, str]) -> HttpResponse:
    context = {
        "space": space,
        "plan": plan,
        "words": words,
        "people": planning.facilitators_of(space),
        "errors": errors,
        "nav_current": "spaces",
    }
    return render(request, "programmes/settings.html", context, status=422 if errors else 200)


def _led(who: access.Viewer, slug: str) -> tuple[Space, Plan]:
    space = space_seen(who, slug)
    access.check_facilitates(who, space)
    plan = plan_seen(who, space)
    if plan is None:
        raise Missing(_("There is no programme in this space yet."))
    return space, plan


def _details(request: HttpRequest, space: Space) -> dict[str, Any]:
    sent = request.POST
    named: dict[str, Any] = {}
    if wanted := sent.get("responsible"):
        people = {str(one.id): one for one in planning.facilitators_of(space)}
        named = {"responsible": people.get(wanted)}
    try:
        return named | {
            "title": sent.get("title", ""),
            "weekday": int(sent.get("weekday", "")),
            "every": int(sent.get("every", "")),
            "clock": time.fromisoformat(sent.get("clock", "")),
            "skips_holidays": bool(sent.get("holidays")),
        }
    except ValueError:
        message = _("Choose a time.")
        raise Invalid(message, fields={"clock": message}) from None


def _day(text: str, name: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = _("Choose a day.")
        raise Invalid(message, fields={name: message}) from None


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Missing(_("This is gone already.")) from None
