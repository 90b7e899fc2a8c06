"""A workshop: what it is, coming to it, what it needs; and taking it into one's calendar."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cordee.core.errors import Conflict, Invalid, Missing
from cordee.spaces.views.viewing import actor
from cordee.workshops import access
from cordee.workshops.actions import planning, seats
from cordee.workshops.actions.signing import opens_at
from cordee.workshops.models import Material, Seat, Workshop
from cordee.workshops.queries import attendance, calendars
from cordee.workshops.queries.papers import part_words
from cordee.workshops.queries.workshops import (
    materials_of,
    my_seat,
    seats_of,
    trainers_of,
    waiting_before,
    workshop_seen,
)
from cordee.workshops.words import hours


@require_safe
@login_required
def workshop(request: HttpRequest, workshop_id: UUID) -> HttpResponse:
    """When and where it is, who leads it, what it needs, whether I come, and who signed."""
    sight, found = workshop_seen(actor(request), workshop_id)
    return workshop_page(request, sight, found)


def workshop_page(
    request: HttpRequest,
    sight: access.Sight,
    found: Workshop,
    *,
    errors: dict[str, str] | None = None,
    values: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a workshop; after a refusal, with its reason and what was sent."""
    now = timezone.now()
    seat = my_seat(sight, found) if sight.enrolment else None
    waits = seat is not None and seat.state == Seat.State.WAITING
    context = {
        "workshop": found,
        "cohort": sight.cohort,
        "sight": sight,
        "seat": seat,
        "before_me": waiting_before(seat) if seat and waits else 0,
        "seats": seats_of(found) if found.capacity is not None else {},
        "trainers": trainers_of(found),
        "materials": materials_of(found),
        "mine": attendance.my_rows(found, sight.person) if sight.enrolment else {},
        "sheets": attendance.sheets(found) if sight.watches else [],
        "begun": found.starts_at <= now,
        "over": found.ends_at <= now,
        "opens_at": opens_at,
        "part_words": part_words,
        "hours": hours,
        "errors": errors or {},
        "values": values or {},
        "nav_current": "paths",
    }
    return render(request, "workshops/workshop.html", context, status=status)


@require_POST
@login_required
def seat(request: HttpRequest, workshop_id: UUID) -> HttpResponse:
    """I come, or I cannot."""
    sight, found = workshop_seen(actor(request), workshop_id)
    try:
        if request.POST.get("coming") == "no":
            seats.decline(sight, found, now=timezone.now())
            messages.success(request, _("Noted. Your place goes to somebody else where it was wanted."))
        else:
            kept = seats.take_seat(sight, found, now=timezone.now())
            if kept.state == Seat.State.WAITING:
                messages.success(request, _("It is full: you are on the waiting list, and told of a place."))
            else:
                messages.success(request, _("You are expected. You will be reminded the day before."))
    except Conflict as refusal:
        return workshop_page(request, sight, found, errors={"seat": refusal.message}, status=refusal.status)
    return redirect(found.url)


@require_POST
@login_required
def cancellation(request: HttpRequest, workshop_id: UUID) -> HttpResponse:
    """Call it off."""
    sight, found = workshop_seen(actor(request), workshop_id)
    try:
        planning.cancel_workshop(sight, found, why=request.POST.get("why", ""), now=timezone.now())
    except Conflict as refusal:
        return workshop_page(request, sight, found, errors={"why": refusal.message}, status=refusal.status)
    messages.success(request, _("Called off. Everybody who was expected is told."))
    return redirect(found.url)


@require_POST
@login_required
def materials(request: HttpRequest, workshop_id: UUID) -> HttpResponse:
    """Add a file or a link, or take one away."""
    sight, found = workshop_seen(actor(request), workshop_id)
    now = timezone.now()
    if out := request.POST.get("out", ""):
        planning.remove_material(sight, _material(found, out), now=now)
        return redirect(found.url)
    upload = request.FILES.get("file")
    values = {name: request.POST.get(name, "") for name in ("title", "address")}
    try:
        planning.add_material(
            sight, found, upload=upload if isinstance(upload, UploadedFile) else None, now=now, **values
        )
    except (Invalid, Conflict) as refusal:
        wrong = refusal.fields or {"address": refusal.message}
        return workshop_page(request, sight, found, errors=wrong, values=values, status=refusal.status)
    return redirect(found.url)


@require_safe
@login_required
def calendar_file(request: HttpRequest, workshop_id: UUID) -> HttpResponse:
    """The workshop as a file for one's calendar."""
    _sight, found = workshop_seen(actor(request), workshop_id)
    told = calendars.one(found, request.build_absolute_uri("/").rstrip("/"))
    response = HttpResponse(told, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.id}.ics"'
    return response


def _material(found: Workshop, identifier: str) -> Material:
    try:
        material = found.materials.filter(id=UUID(identifier)).first()
    except ValueError:
        material = None
    if material is None:
        raise Missing(_("This is gone already."))
    material.workshop = found
    return material
