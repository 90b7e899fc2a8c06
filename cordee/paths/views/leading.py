"""Leading a cohort: its people, circles, staff and dates, and how far each learner has come."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from cordee.core.errors import Conflict, Forbidden, Invalid, Refusal
from cordee.paths import access
from cordee.paths.actions import circles, cohorts, deadlines, dossiers, enrolling, inviting
from cordee.paths.data_views import GRADEBOOK
from cordee.paths.models import Cohort, Enrolment
from cordee.paths.queries.cohorts import cohort_seen
from cordee.paths.queries.gradebook import gradebook, gradebook_sheet, steps_of
from cordee.paths.views.cohorts import cohort_page, day_of
from cordee.people.actions.looks import saw_view
from cordee.people.queries import person_named
from cordee.sheets import answer
from cordee.spaces.views.viewing import actor


@require_POST
@login_required
def cohort_people(request: HttpRequest, cohort_id: UUID) -> HttpResponse:
    """Enrol a list of people (first shown what would become of it), or take somebody out."""
    where, found = cohort_seen(actor(request), cohort_id)
    access.check_facilitates(where, found)
    now = timezone.now()
    if out := request.POST.get("out", ""):
        enrolment = _enrolment(found, out)
        enrolling.withdraw(where, enrolment, now=now, why=request.POST.get("why", ""))
        messages.success(
            request,
            _("%(name)s is not in the cohort any more; what they did is kept.")
            % {"name": enrolment.person.name},
        )
        return redirect(found.url)
    text = request.POST.get("people", "")
    if upload := request.FILES.get("file"):
        text += "\n" + upload.read(1_000_000).decode("utf-8-sig", "replace")
    sure = "sure" in request.POST
    brought = inviting.enrol_list(where, found, text, dry_run=not sure, now=now)
    if not sure:
        return cohort_page(request, where, found, brought=brought, list_text=text)
    count = len(brought.enrolled) + len(brought.waiting)
    if dossiers.names_columns(text):
        try:
            dossiers.take_table(where, found, text.strip(), now=now)
        except Invalid as refusal:
            said = _("Enrolled, but their administrative file was not taken. %(why)s")
            messages.error(request, said % {"why": refusal.message})
    messages.success(
        request,
        ngettext("%(count)s person was enrolled.", "%(count)s people were enrolled.", count)
        % {"count": count},
    )
    return redirect(found.url)


@require_POST
@login_required
def cohort_circles(request: HttpRequest, cohort_id: UUID) -> HttpResponse:
    """Form circles, or put newcomers into them."""
    where, found = cohort_seen(actor(request), cohort_id)
    count = circles.form_circles(where, found, now=timezone.now(), anew="anew" in request.POST)
    messages.success(request, ngettext("%(count)s circle.", "%(count)s circles.", count) % {"count": count})
    return redirect(found.url)


@require_POST
@login_required
def cohort_staff(request: HttpRequest, cohort_id: UUID) -> HttpResponse:
    """Name a facilitator or a tutor, or take a role back."""
    where, found = cohort_seen(actor(request), cohort_id)
    try:
        person = person_named(request.POST.get("person", "").strip().removeprefix("@"))
        if person is None:
            message = _("Nobody here has this handle or address.")
            raise Invalid(message, fields={"person": message})
        cohorts.set_staff(where, found, person, request.POST.getlist("roles"), now=timezone.now())
    except (Invalid, Conflict) as refusal:
        return cohort_page(request, where, found, refusal.status, errors={"person": refusal.message})
    return redirect(found.url)


@require_safe
@login_required
def cohort_progress(request: HttpRequest, cohort_id: UUID) -> HttpResponseBase:
    """How far each learner has come (for the staff); as a table, or as a file."""
    where, found = cohort_seen(actor(request), cohort_id)
    access.check_watches(where, found)
    saw_view(where.person, GRADEBOOK.name, "cohort", found.id, timezone.now())
    if form := request.GET.get("form", ""):
        title = f"{_('Progress of a cohort')} {found.title or where.path.title}"
        return answer(request, [gradebook_sheet(found)], form, title=title)
    steps = steps_of(found)
    context = {
        "path_row": where.path,
        "cohort": found,
        "steps": steps,
        "page": gradebook(found, request.GET.get("after")),
        "nav_current": "paths",
    }
    return render(request, "paths/progress.html", context)


@login_required
def cohort_dates(request: HttpRequest, cohort_id: UUID) -> HttpResponse:
    """Until when each step should be done; and longer for somebody who needs it."""
    where, found = cohort_seen(actor(request), cohort_id)
    access.check_facilitates(where, found)
    errors: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        try:
            _set_dates(request, where, found)
        except Refusal as refusal:
            errors, status = (getattr(refusal, "fields", {}) or {"on": refusal.message}), refusal.status
        else:
            messages.success(request, _("Saved."))
            return redirect("cohort-dates", cohort_id=found.id)
    limits = list(found.deadlines.select_related("enrolment__person", "by"))
    context = {
        "path_row": where.path,
        "cohort": found,
        "steps": steps_of(found),
        "dates": {one.activity_key: one.at for one in limits if one.enrolment_id is None},
        "extensions": [one for one in limits if one.enrolment_id],
        "people": Enrolment.objects.filter(cohort=found, left_at__isnull=True).select_related("person")[:500],
        "errors": errors,
        "values": request.POST.dict(),
        "nav_current": "paths",
    }
    return render(request, "paths/cohort_dates.html", context, status=status)


def _set_dates(request: HttpRequest, where: access.Standing, found: Cohort) -> None:
    now = timezone.now()
    if request.POST.get("who"):
        key = request.POST.get("key", "")
        deadlines.set_deadline(
            where,
            found,
            _key(key),
            day_of(request.POST.get("on", ""), "on"),
            enrolment=_enrolment(found, request.POST["who"]),
            why=request.POST.get("why", ""),
            now=now,
        )
        return
    known = {str(one[0]) for one in steps_of(found)}
    for name, value in request.POST.items():
        key = name.removeprefix("on-")
        if name.startswith("on-") and (key in known or not key):
            on = day_of(str(value), "on") if value else None
            deadlines.set_deadline(where, found, UUID(key) if key else None, on, now=now)


def _key(text: str) -> UUID | None:
    """The activity that is named; None for the whole path. Raises Invalid."""
    try:
        return UUID(text) if text else None
    except ValueError:
        message = _("Choose one of those offered.")
        raise Invalid(message, fields={"key": message}) from None


def _enrolment(found: Cohort, identifier: str) -> Enrolment:
    try:
        wanted = UUID(identifier)
    except ValueError:
        wanted = UUID(int=0)
    enrolment = Enrolment.objects.select_related("cohort", "person").filter(cohort=found, id=wanted).first()
    if enrolment is None:
        raise Forbidden(_("This person is not in the cohort."))
    return enrolment
