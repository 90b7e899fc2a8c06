"""Proofs: certificates, their verification, and what one learner did."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cordee.core.errors import Conflict, Invalid, Missing
from cordee.core.legal import legal_lines, missing
from cordee.core.papers import drawn
from cordee.core.queries import organisation
from cordee.paths import access
from cordee.paths.actions.certificates import issue_certificate, revoke_certificate
from cordee.paths.data_views import DAYS
from cordee.paths.models import Certificate
from cordee.paths.papers import CERTIFICATE
from cordee.paths.queries.assiduity import assiduity, days_sheet
from cordee.paths.queries.certificates import (
    certificate_for,
    certificate_of,
    is_intact,
    my_certificates,
    paper_of,
)
from cordee.paths.queries.cohorts import cohort_seen
from cordee.paths.queries.plan import shared_plan
from cordee.people.actions.looks import note_look_today, saw_view
from cordee.people.models import DataLook
from cordee.sheets import answer
from cordee.spaces.views.viewing import actor


@require_safe
@login_required
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """A certificate as a PDF, drawn from its record."""
    found = certificate_for(actor(request), code)
    address = request.build_absolute_uri(reverse("certificate", kwargs={"code": found.code}))
    response = HttpResponse(drawn(CERTIFICATE, paper_of(found, address)), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.code}.pdf"'
    return response


@require_safe
def verification(request: HttpRequest, code: str = "") -> HttpResponse:
    """Whether a certificate holds: for everybody, signed in or not. Says what the paper says, and no more."""
    asked = code or request.GET.get("code", "")
    found, wrong = None, ""
    if asked:
        try:
            found = certificate_of(asked)
        except Missing as refusal:
            wrong = refusal.message
    context = {
        "certificate": found,
        "intact": found is not None and is_intact(found),
        "legal": legal_lines(found.record.get("legal", {})) if found else [],
        "kinds": Certificate.Kind,
        "code": asked,
        "wrong": wrong,
    }
    return render(request, "paths/verification.html", context, status=404 if wrong else 200)


@require_safe
@login_required
def learner(request: HttpRequest, cohort_id: UUID, enrolment_id: UUID) -> HttpResponse:
    """What one learner did: days, steps, works, certificates. For the staff, and for the learner."""
    where, cohort = cohort_seen(actor(request), cohort_id)
    found = assiduity(enrolment_id, cohort, timezone.now())
    if found is None or not (where.watches(cohort) or found.enrolment.person_id == where.person.id):
        raise Missing(_("This person is not in the cohort."))
    note_look_today(where.person, found.enrolment.person, now=timezone.now(), what=DataLook.What.LEARNER)
    context = {
        "path_row": where.path,
        "cohort": cohort,
        "found": found,
        "leads": where.facilitates(cohort),
        "plan": shared_plan(found.enrolment.person) if where.accompanies(cohort) else None,
        "certificates": my_certificates(found.enrolment),
        "kinds": Certificate.Kind,
        "unsaid": missing(organisation()) if where.facilitates(cohort) else [],
        "nav_current": "paths",
    }
    return render(request, "paths/learner.html", context)


@require_POST
@login_required
def certificates(request: HttpRequest, cohort_id: UUID, enrolment_id: UUID) -> HttpResponse:
    """Give a learner a certificate, or take one back with a reason."""
    where, cohort = cohort_seen(actor(request), cohort_id)
    access.check_facilitates(where, cohort)
    found = assiduity(enrolment_id, cohort, timezone.now())
    if found is None:
        raise Missing(_("This person is not in the cohort."))
    try:
        if code := request.POST.get("revoke", ""):
            held = certificate_for(where.person, code)
            revoke_certificate(where, held, why=request.POST.get("why", ""), now=timezone.now())
            messages.success(request, _("It does not hold any more."))
        else:
            issue_certificate(where, found.enrolment, request.POST.get("kind", ""), now=timezone.now())
            messages.success(request, _("Given. The learner finds it on their path."))
    except (Conflict, Invalid) as refusal:
        messages.error(request, refusal.message)
    return redirect("cohort-learner", cohort_id=cohort.id, enrolment_id=enrolment_id)


@require_safe
@login_required
def days(request: HttpRequest, cohort_id: UUID) -> HttpResponseBase:
    """Who was at their path on which day: a file for funders. For the staff."""
    where, cohort = cohort_seen(actor(request), cohort_id)
    access.check_watches(where, cohort)
    saw_view(where.person, DAYS.name, "cohort", cohort.id, timezone.now())
    title = f"{_('Days of a cohort')} {cohort.title or where.path.title}"
    return answer(request, [days_sheet(cohort)], request.GET.get("form", "csv"), title=title)
