"""Works: a peer says that one was useful; the staff of a cohort look at what waits for them."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cordee.core.errors import Invalid
from cordee.paths import access
from cordee.paths.actions.judging import find_useful, judge
from cordee.paths.data_views import WORKS
from cordee.paths.queries.cohorts import cohort_seen
from cordee.paths.queries.works import waiting_works, work_seen
from cordee.people.actions.looks import saw_view
from cordee.spaces.views.viewing import actor


@require_POST
@login_required
def usefulness(request: HttpRequest, work_id: UUID) -> HttpResponse:
    """Say that a peer's work was useful to me, or take it back."""
    person = actor(request)
    where, work = work_seen(person, work_id)
    find_useful(person, where, work, useful=not request.POST.get("undo"), now=timezone.now())
    return redirect("step", slug=where.path.slug, key=work.activity_key)


@require_safe
@login_required
def works(request: HttpRequest, cohort_id: UUID) -> HttpResponse:
    """What learners of a cohort sent and nobody has looked at yet, oldest first. For its tutors and facilitators."""
    where, cohort = cohort_seen(actor(request), cohort_id)
    access.check_watches(where, cohort)
    saw_view(where.person, WORKS.name, "cohort", cohort.id, timezone.now())
    page = waiting_works(cohort, request.GET.get("after"))
    context = {"path_row": where.path, "cohort": cohort, "page": page, "where": where, "nav_current": "paths"}
    return render(request, "paths/works.html", context | {"errors": {}, "wrong_work": None, "note": ""})


@require_POST
@login_required
def verdict(request: HttpRequest, work_id: UUID) -> HttpResponse:
    """Validate a work, or ask for more; a refusal keeps the words."""
    where, work = work_seen(actor(request), work_id)
    note = request.POST.get("note", "")
    try:
        judge(where, work, request.POST.get("kind", ""), note=note, now=timezone.now())
    except Invalid as refusal:
        cohort = work.enrolment.cohort
        context = {
            "path_row": where.path,
            "cohort": cohort,
            "where": where,
            "page": waiting_works(cohort),
            "errors": refusal.fields,
            "wrong_work": work.id,
            "note": note,
            "nav_current": "paths",
        }
        return render(request, "paths/works.html", context, status=refusal.status)
    messages.success(
        request, _("Said. %(name)s reads it on their path.") % {"name": work.enrolment.person.name}
    )
    return redirect("cohort-works", cohort_id=work.enrolment.cohort_id)
