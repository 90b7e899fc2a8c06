"""Planning a workshop, and changing it."""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Invalid
from cordee.core.zones import offered_zones, time_zones
from cordee.paths.queries.cohorts import cohort_seen, staff_of
from cordee.spaces.views.viewing import actor
from cordee.workshops import access
from cordee.workshops.actions import planning
from cordee.workshops.models import Workshop
from cordee.workshops.queries.workshops import workshop_seen

FIELDS = ("title", "about", "starts", "ends", "time_zone", "place", "link", "capacity", "activity_key")


@login_required
def new_workshop(request: HttpRequest, cohort_id: UUID) -> HttpResponse:
    """Plan a workshop of a cohort (its staff)."""
    where, cohort = cohort_seen(actor(request), cohort_id)
    sight = access.Sight(where, cohort)
    access.check_leads(sight)
    return _form(request, sight, None)


@login_required
def workshop_settings(request: HttpRequest, workshop_id: UUID) -> HttpResponse:
    """Change a workshop (the staff of its cohort)."""
    sight, found = workshop_seen(actor(request), workshop_id)
    access.check_leads(sight)
    return _form(request, sight, found)


def _form(request: HttpRequest, sight: access.Sight, found: Workshop | None) -> HttpResponse:
    values = _values(sight, found, request.GET.get("step", ""))
    chosen = (
        {str(one) for one in found.trainer_links.values_list("person_id", flat=True)}
        if found
        else {str(sight.person.id)}
    )
    errors: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        values = {name: request.POST.get(name, "") for name in FIELDS}
        chosen = set(request.POST.getlist("trainers"))
        try:
            details = _details(values, chosen)
            if found is None:
                saved = planning.plan_workshop(sight, now=timezone.now(), **details)
            else:
                saved = planning.edit_workshop(sight, found, now=timezone.now(), **details)
        except (Invalid, Conflict) as refusal:
            errors, status = refusal.fields or {"starts": refusal.message}, refusal.status
        else:
            messages.success(request, _("Saved."))
            return redirect(saved.url)
    context = {
        "cohort": sight.cohort,
        "workshop": found,
        "values": values,
        "chosen": chosen,
        "errors": errors,
        "steps": planning.workshop_steps(sight.cohort),
        "staff": list({who.id: who for _role, who in staff_of(sight.cohort)}.values()),
        "zones": offered_zones(),
        "nav_current": "paths",
    }
    return render(request, "workshops/workshop_form.html", context, status=status)


def _values(sight: access.Sight, found: Workshop | None, step: str) -> dict[str, str]:
    if found is None:
        titles = {str(key): title for key, title in planning.workshop_steps(sight.cohort)}
        known = {"activity_key": step, "title": titles[step]} if step in titles else {}
        return dict.fromkeys(FIELDS, "") | {"time_zone": sight.cohort.time_zone} | known
    return {
        "title": found.title,
        "about": found.about,
        "starts": found.starts_at.astimezone(found.zone).strftime("%Y-%m-%dT%H:%M"),
        "ends": found.ends_at.astimezone(found.zone).strftime("%Y-%m-%dT%H:%M"),
        "time_zone": found.time_zone,
        "place": found.place,
        "link": found.link,
        "capacity": str(found.capacity or ""),
        "activity_key": str(found.activity_key or ""),
    }


def _details(values: dict[str, str], trainers: set[str]) -> dict[str, Any]:
    """What the fields say; raises Invalid."""
    details: dict[str, Any] = {
        name: values[name] for name in ("title", "about", "place", "link", "time_zone")
    }
    if details["time_zone"] not in time_zones():
        _refuse("time_zone", _("Choose one of those offered."))
    zone = ZoneInfo(details["time_zone"])
    details["starts_at"] = _moment(values["starts"], "starts", zone)
    details["ends_at"] = _moment(values["ends"], "ends", zone)
    capacity = values["capacity"].strip()
    if capacity and not (capacity.isascii() and capacity.isdecimal()):
        _refuse("capacity", _("A number, or nothing: no limit."))
    details["capacity"] = int(capacity[:6]) if capacity else None
    details["activity_key"] = _uuid(values["activity_key"])
    details["trainers"] = [found for one in trainers if (found := _uuid(one))]
    return details


def _moment(text: str, name: str, zone: ZoneInfo) -> datetime:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=zone)
    except ValueError:
        _refuse(name, _("Choose a day and a time."))
        raise


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        _refuse("activity_key", _("Choose one of those offered."))
        raise


def _refuse(field: str, message: str) -> None:
    raise Invalid(message, fields={field: message})
