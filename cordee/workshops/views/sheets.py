"""The attendance sheet: kept on the trainer's device, signed on one's own phone, taken away."""

from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cordee.core.errors import Conflict, Forbidden, Invalid, Missing, Refusal
from cordee.core.papers import drawn
from cordee.paths.models import Enrolment
from cordee.people.actions.looks import saw_view
from cordee.sheets import answer
from cordee.spaces.views.viewing import actor
from cordee.workshops import access, codes, drawings
from cordee.workshops.actions import signing
from cordee.workshops.data_views import ATTENDANCE
from cordee.workshops.halves import Half
from cordee.workshops.models import Signature, Workshop
from cordee.workshops.papers import SHEET
from cordee.workshops.queries.attendance import my_rows, sheet, sheets
from cordee.workshops.queries.papers import paper_of, part_words, state_words
from cordee.workshops.queries.papers import sheet_table as table_of
from cordee.workshops.queries.workshops import trainers_of, workshop_seen
from cordee.workshops.words import hours


@require_safe
@login_required
def half_sheet(request: HttpRequest, workshop_id: UUID, half: str) -> HttpResponse:
    """The sheet of a half-day (for the staff): who signed, and who has not yet."""
    sight, found, at = _seen(request, workshop_id, half)
    access.check_watches(sight)
    _noted(sight)
    return _sheet_page(request, sight, found, at)


@require_POST
@login_required
def signatures(request: HttpRequest, workshop_id: UUID, half: str) -> HttpResponse:
    """Write a row of the sheet. A page that keeps signatures without network asks for JSON, and sends them again."""
    sight, found, at = _seen(request, workshop_id, half)
    by_script = "application/json" in request.headers.get("Accept", "")
    try:
        row = _signed(request, sight, found, at)
    except Refusal as refusal:
        if by_script:
            return JsonResponse(
                {"title": refusal.message, "line": _line(request, sight, found, at)}, status=refusal.status
            )
        if isinstance(refusal, Invalid | Conflict):
            wrong = refusal.fields or {"form": refusal.message}
            return _sheet_page(request, sight, found, at, errors=wrong, status=refusal.status)
        raise
    if by_script:
        return JsonResponse({"id": str(row.id), "line": _line(request, sight, found, at)})
    return redirect(
        reverse("workshop-sheet", args=[found.id, at.key]) + f"#p-{row.enrolment_id or 'trainers'}"
    )


@require_safe
@login_required
def code(request: HttpRequest, workshop_id: UUID, half: str) -> HttpResponse:
    """The code to show to the room; it asks for the next one by itself."""
    sight, found, at = _seen(request, workshop_id, half)
    access.check_leads(sight)
    now = timezone.now()
    told = codes.code_at(found.id, at.key, now)
    address = request.build_absolute_uri(reverse("workshop-sign", args=[found.id, at.key]) + f"?code={told}")
    context = _about(sight, found, at) | {
        "early": now < signing.opens_at(at),
        "opens_at": signing.opens_at(at),
        "picture": codes.picture(address),
        "seconds": codes.seconds_left(now),
        "sheet": sheet(found, at),
    }
    name = "code_shown" if getattr(request, "htmx", False) else "code"
    response = render(request, f"workshops/{name}.html", context)
    response["Cache-Control"] = "no-store"
    return response


@login_required
def sign(request: HttpRequest, workshop_id: UUID, half: str) -> HttpResponse:
    """Where the code leads: one button, for oneself."""
    sight, found, at = _seen(request, workshop_id, half)
    access.check_learns(sight)
    now, wrong, status = timezone.now(), "", 200
    told = request.POST.get("code", "") or request.GET.get("code", "")
    granted = request.POST.get("granted", "")
    if request.method == "POST":
        try:
            signing.sign_by_code(sight, found, at, code=told, granted=granted, now=now)
        except Conflict as refusal:
            wrong, status = refusal.message, refusal.status
        else:
            messages.success(request, _("You have signed."))
            return redirect("workshop-sign", workshop_id=found.id, half=at.key)
    elif codes.holds(told, found.id, at.key, now):
        granted = codes.grant(sight.person.id, found.id, at.key)
    elif told:
        wrong = _("This code is too old. Scan the one that is shown now.")
    context = _about(sight, found, at) | {
        "mine": my_rows(found, sight.person).get(at.key),
        "granted": granted,
        "wrong": wrong,
    }
    response = render(request, "workshops/sign.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
@login_required
def sheet_paper(request: HttpRequest, workshop_id: UUID) -> HttpResponse:
    """All half-days as a PDF (for the staff)."""
    sight, found = workshop_seen(actor(request), workshop_id)
    access.check_watches(sight)
    _noted(sight)
    names = [one.name for one in trainers_of(found)]
    record = paper_of(found, sheets(found), names, sight.where.path.title)
    response = HttpResponse(drawn(SHEET, record), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="emargement-{found.id}.pdf"'
    return response


@require_safe
@login_required
def sheet_table(request: HttpRequest, workshop_id: UUID) -> HttpResponseBase:
    """All rows as a file for a spreadsheet (for the staff)."""
    sight, found = workshop_seen(actor(request), workshop_id)
    access.check_watches(sight)
    _noted(sight)
    told = table_of(found, sheets(found))
    return answer(request, [told], request.GET.get("form", "csv"), title=f"{told.title} {found.title}")


def _noted(sight: access.Sight) -> None:
    saw_view(sight.person, ATTENDANCE.name, "cohort", sight.cohort.id, timezone.now())


def _seen(request: HttpRequest, workshop_id: UUID, half: str) -> tuple[access.Sight, Workshop, Half]:
    sight, found = workshop_seen(actor(request), workshop_id)
    at = found.half(half)
    if at is None:
        raise Missing(_("This workshop has no such half-day."))
    return sight, found, at


def _signed(request: HttpRequest, sight: access.Sight, found: Workshop, at: Half) -> Signature:
    """What the form asks for: a trainer's signature, a learner's, a word, or a correction."""
    access.check_leads(sight)
    posted, now = request.POST, timezone.now()
    sent = signing.Sent(
        drawing=posted.get("drawing", ""),
        typed=posted.get("typed", ""),
        device_at=_device_time(posted.get("device_at", "")),
        sent_as=_identifier(posted.get("sent_as", "")),
    )
    reason, present = posted.get("reason", ""), posted.get("present") != "no"
    match posted.get("act", ""):
        case "trainer":
            return signing.sign_sheet(sight, found, at, sent, now=now)
        case "sign":
            return signing.sign_on_device(sight, found, at, _enrolment(found, posted), sent, now=now)
        case "note":
            enrolment = _enrolment(found, posted)
            return signing.note(
                sight, found, at, enrolment, present=present, reason=reason, sent=sent, now=now
            )
        case "correct":
            wrong = _row(found, at, posted.get("row", ""))
            return signing.correct(sight, wrong, present=present, reason=reason, sent=sent, now=now)
    raise Invalid(_("Choose one of those offered."))


def _sheet_page(
    request: HttpRequest,
    sight: access.Sight,
    found: Workshop,
    at: Half,
    *,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    halves = found.halves
    place = [one.key for one in halves].index(at.key)
    context = _about(sight, found, at) | {
        "sheet": sheet(found, at),
        "early": now < signing.opens_at(at),
        "opens_at": signing.opens_at(at),
        "before": halves[place - 1] if place else None,
        "after": halves[place + 1] if place + 1 < len(halves) else None,
        "errors": errors or {},
    }
    return render(request, "workshops/sheet.html", context, status=status)


def _line(request: HttpRequest, sight: access.Sight, found: Workshop, at: Half) -> str:
    """The learner's line and the trainers' as they stand now, to put in the place of those on the page."""
    shown = sheet(found, at)
    wanted = request.POST.get("enrolment", "")
    lines = [*(one for one in shown.attenders if str(one.enrolment.id) == wanted), None]
    context = _about(sight, found, at) | {"sheet": shown, "early": False}
    return "".join(
        render_to_string("workshops/sheet_line.html", context | {"one": one}, request) for one in lines
    )


def _about(sight: access.Sight, found: Workshop, at: Half) -> dict[str, Any]:
    return {
        "workshop": found,
        "cohort": sight.cohort,
        "sight": sight,
        "half": at,
        "part": part_words(at),
        "part_words": part_words,
        "hours": hours(at.starts, at.ends),
        "ways": Signature.Way,
        "picture_of": drawings.picture,
        "state_words": state_words,
        "nav_current": "paths",
    }


def _enrolment(found: Workshop, posted: Any) -> Enrolment:
    wanted = _identifier(posted.get("enrolment", "")) or UUID(int=0)
    rows = Enrolment.objects.select_related("cohort", "person")
    enrolment = rows.filter(cohort_id=found.cohort_id, id=wanted).first()
    if enrolment is None:
        raise Forbidden(_("This person is not in the cohort."))
    return enrolment


def _row(found: Workshop, at: Half, identifier: str) -> Signature:
    rows = Signature.objects.filter(
        workshop=found, on=at.on, part=at.part, id=_identifier(identifier) or UUID(int=0)
    )
    row = rows.select_related("workshop__cohort", "enrolment__person").first()
    if row is None:
        raise Missing(_("There is no such row on this sheet."))
    return row


def _identifier(text: str) -> UUID | None:
    with suppress(ValueError):
        return UUID(text)
    return None


def _device_time(text: str) -> datetime | None:
    """What the device's clock said; a clock that says nonsense says nothing."""
    try:
        told = datetime.fromisoformat(text)
    except ValueError:
        return None
    return told if told.tzinfo and 2000 < told.year < 2200 else None
