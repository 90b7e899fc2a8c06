"""A cohort's pages: who is there, coming in and going, and what it is."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cordee.core.errors import Conflict, Invalid
from cordee.paths import access
from cordee.paths.actions import cohorts, enrolling, inviting
from cordee.paths.models import Cohort, Enrolment, Staff, Version
from cordee.paths.queries.cohorts import cohort_invited, cohort_seen, people_of, staff_of
from cordee.paths.queries.grading import count_waiting
from cordee.paths.queries.outline import outline_of
from cordee.paths.queries.paths import path_seen
from cordee.people.queries import all_groups, all_units
from cordee.spaces.views.viewing import actor


@require_safe
@login_required
def cohort(request: HttpRequest, cohort_id: UUID) -> HttpResponse:
    """Who goes this way together."""
    where, found = cohort_seen(actor(request), cohort_id)
    return cohort_page(request, where, found)


def cohort_page(
    request: HttpRequest, where: access.Standing, found: Cohort, status: int = 200, **more: Any
) -> HttpResponse:
    mine = next((one for one in where.enrolments if one.cohort_id == found.id and not one.left_at), None)
    inside = mine is not None or where.watches(found)
    context: dict[str, Any] = {
        "path_row": where.path,
        "cohort": found,
        "where": where,
        "mine": mine,
        "inside": inside,
        "leads": where.facilitates(found),
        "staff": staff_of(found),
        "people": people_of(found) if inside else [],
        "roles": Staff.Role,
        "newer": _newer(where, mine),
        "to_grade": count_waiting(found, where.person) if where.tutors(found) else 0,
        "nav_current": "paths",
        "base_url": request.build_absolute_uri("/").rstrip("/"),
        "brought": None,
        "list_text": "",
        "errors": {},
    }
    return render(request, "paths/cohort.html", context | more, status=status)


def _newer(where: access.Standing, mine: Enrolment | None) -> Version | None:
    current = where.path.current
    return current if mine and current and current.number > mine.version.number else None


@login_required
def new_cohort(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a cohort of a path (its authors)."""
    where = path_seen(actor(request), slug)
    access.check_writes(where)
    return _form(request, where, None)


@login_required
def cohort_settings(request: HttpRequest, cohort_id: UUID) -> HttpResponse:
    """Change a cohort (its facilitators)."""
    where, found = cohort_seen(actor(request), cohort_id)
    access.check_facilitates(where, found)
    return _form(request, where, found)


def _form(request: HttpRequest, where: access.Standing, found: Cohort | None) -> HttpResponse:
    values: dict[str, Any] = {
        "title": found.title if found else "",
        "starts_on": found.starts_on.isoformat() if found else "",
        "ends_on": found.ends_on.isoformat() if found and found.ends_on else "",
        "capacity": str(found.capacity) if found and found.capacity else "",
        "entry": found.entry if found else Cohort.Entry.HAND,
        "welcome": found.welcome if found else "",
        "time_zone": found.time_zone if found else where.person.time_zone,
    }
    chosen = {
        "groups": {str(one.id) for one in found.groups.all()} if found else set(),
        "units": {str(one.id) for one in found.units.all()} if found else set(),
    }
    errors: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        values = {name: request.POST.get(name, "") for name in values}
        chosen = {name: set(request.POST.getlist(name)) for name in chosen}
        try:
            saved = _save(where, found, values, chosen)
        except (Invalid, Conflict) as refusal:
            errors = (refusal.fields if isinstance(refusal, Invalid) else {}) or {"title": refusal.message}
            status = refusal.status
        else:
            messages.success(request, _("Saved."))
            return redirect(saved.url)
    context = {
        "path_row": where.path,
        "cohort": found,
        "values": values,
        "chosen": chosen,
        "errors": errors,
        "entries": Cohort.Entry.choices,
        "groups": all_groups(),
        "units": all_units(),
        "nav_current": "paths",
    }
    return render(request, "paths/cohort_form.html", context, status=status)


def _save(
    where: access.Standing, found: Cohort | None, values: dict[str, Any], chosen: dict[str, set[str]]
) -> Cohort:
    now = timezone.now()
    details = dict(values)
    details["starts_on"] = day_of(values["starts_on"], "starts_on")
    details["ends_on"] = day_of(values["ends_on"], "ends_on") if values["ends_on"] else None
    capacity = values["capacity"].strip()
    if capacity and not (capacity.isascii() and capacity.isdecimal()):
        message = _("A number, or nothing: no limit.")
        raise Invalid(message, fields={"capacity": message})
    details["capacity"] = int(capacity[:6]) if capacity else None
    if found is None:
        found = cohorts.open_cohort(where, now=now, **details)
        where = path_seen(where.person, where.path.slug)
    else:
        found = cohorts.edit_cohort(where, found, now=now, **details)
    if found.entry == Cohort.Entry.RULE:
        groups = [one for one in all_groups() if str(one.id) in chosen["groups"]]
        units = [one for one in all_units() if str(one.id) in chosen["units"]]
        cohorts.edit_cohort(where, found, now=now, groups=groups, units=units)
        inviting.enrol_by_rule(found, now=now)
    return found


def day_of(text: str, name: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = _("Choose a date.")
        raise Invalid(message, fields={name: message}) from None


@require_POST
@login_required
def my_enrolment(request: HttpRequest, cohort_id: UUID) -> HttpResponse:
    """Take a place, leave it, or go on in the newest version."""
    where, found = cohort_seen(actor(request), cohort_id)
    now = timezone.now()
    mine = next((one for one in where.enrolments if one.cohort_id == found.id and not one.left_at), None)
    if "leave" in request.POST and mine:
        enrolling.withdraw(where, mine, now=now, why=request.POST.get("why", ""))
        messages.success(request, _("You left. What you did is kept: you can come back to it."))
        return redirect("path", slug=where.path.slug)
    if "newest" in request.POST and mine and where.path.current:
        enrolling.move_to_version(where, mine, where.path.current, now=now)
        messages.success(request, _("You go on in the newest version; what you did stays done."))
        return redirect("path", slug=where.path.slug)
    place = enrolling.enrol_myself(where, found, now=now)
    _tell_place(request, place)
    return redirect("path", slug=where.path.slug)


@login_required
def join(request: HttpRequest, link: str) -> HttpResponse:
    """An invitation: what it is, and one button."""
    where, found = cohort_invited(actor(request), link)
    if request.method == "POST":
        _tell_place(request, enrolling.enrol_myself(where, found, link=link, now=timezone.now()))
        return redirect("path", slug=where.path.slug)
    version = where.path.current
    context = {
        "path_row": where.path,
        "cohort": found,
        "outline": outline_of(version) if version else None,
        "staff": staff_of(found),
        "nav_current": "paths",
    }
    return render(request, "paths/join_cohort.html", context)


def _tell_place(request: HttpRequest, place: Enrolment) -> None:
    if place.waiting_since:
        messages.success(
            request, _("The cohort is full: you are on its waiting list, and told when there is a place.")
        )
    else:
        messages.success(request, _("You have a place. Here is your way."))
