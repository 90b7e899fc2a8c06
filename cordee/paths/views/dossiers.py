"""The administrative file of a cohort."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cordee.core import tables
from cordee.core.errors import Invalid
from cordee.paths import access
from cordee.paths.actions import dossiers
from cordee.paths.data_views import DOSSIERS
from cordee.paths.models import Cohort, CohortDossier
from cordee.paths.nsf import specialties, specialty
from cordee.paths.queries.cohorts import cohort_seen
from cordee.paths.queries.dossiers import ASKED, cohort_dossier, dossiers_of
from cordee.people.actions.looks import saw_view
from cordee.spaces.views.viewing import actor

LARGEST = 1_000_000  # bytes of a table
HOURS = {"hours_planned": "minutes_planned", "hours_done": "minutes_done"}


@login_required
def cohort_dossiers(request: HttpRequest, cohort_id: UUID) -> HttpResponse:
    """What the yearly report asks: for all, for those who are ticked, or by a table (``act`` says which)."""
    where, cohort = cohort_seen(actor(request), cohort_id)
    access.check_reads_dossiers(where, cohort)
    saw_view(where.person, DOSSIERS.name, "cohort", cohort.id, timezone.now())
    errors: dict[str, str] = {}
    page = dossiers_of(cohort, request.GET.get("after"))
    act = request.POST.get("act", "")
    if request.method == "POST":
        access.check_facilitates(where, cohort)
        try:
            messages.success(request, _done(request, where, cohort, act))
        except Invalid as refusal:
            errors = refusal.fields or {"all": refusal.message}
        else:
            return redirect("cohort-dossiers", cohort_id=cohort_id)
    context = {
        "cohort": cohort,
        "path_row": where.path,
        "shared": cohort_dossier(cohort),
        "nothing": CohortDossier(),
        "page": page,
        "asked": ASKED,
        "choices": {name: dossiers.choices_of(name).items() for name in dossiers.FIELDS},
        "specialties": specialties(),
        "specialty": specialty,
        "leads": where.facilitates(cohort),
        "errors": errors,
        "tried": act,
        "given": request.POST,
        "nav_current": "paths",
    }
    return render(request, "paths/dossiers.html", context, status=422 if errors else 200)


def _done(request: HttpRequest, where: access.Standing, cohort: Cohort, act: str) -> str:
    now = timezone.now()
    if act == "all":
        dossiers.set_cohort_dossier(where, cohort, now=now, **_sent(request, dossiers.SHARED))
        return _("Saved. It holds for every learner of this cohort who has nothing of their own.")
    if act == "table":
        upload = request.FILES.get("file")
        text = tables.text_of(upload.read(LARGEST)) if upload else ""
        count = dossiers.take_table(where, cohort, text, now=now)
    else:
        ticked = set(request.POST.getlist("learner"))
        chosen = [
            one.enrolment
            for one in dossiers_of(cohort, request.GET.get("after")).rows
            if str(one.enrolment.id) in ticked
        ]
        if not chosen:
            message = _("Tick the learners that it is about.")
            raise Invalid(message, fields={"learner": message})
        facts = {
            name: value for name, value in _sent(request, dossiers.FIELDS).items() if value not in ("", None)
        }
        facts |= {name: None if name.startswith("minutes") else "" for name in request.POST.getlist("empty")}
        count = dossiers.set_dossiers(where, cohort, chosen, now=now, **facts)
    said = ngettext("%(count)s learner: saved.", "%(count)s learners: saved.", count)
    return said % {"count": count}


def _sent(request: HttpRequest, fields: tuple[str, ...]) -> dict[str, Any]:
    told: dict[str, Any] = {name: request.POST[name] for name in fields if name in request.POST}
    for hours, minutes in HOURS.items():
        if minutes in fields and hours in request.POST:
            told[minutes] = dossiers.minutes_of(request.POST[hours], hours)
    return told
