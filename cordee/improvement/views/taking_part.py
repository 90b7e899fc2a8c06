"""Watch spaces, and what is arranged otherwise for learners of a cohort."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cordee.core.errors import Invalid, Missing
from cordee.core.queries import organisation
from cordee.improvement.actions.adapting import end_adaptation, note_adaptation
from cordee.improvement.actions.watching import set_watch
from cordee.improvement.data_views import ADAPTATIONS
from cordee.improvement.queries.adaptations import adaptations_of, learners_of
from cordee.paths.access import check_tutors, check_watches
from cordee.paths.queries.cohorts import cohort_seen
from cordee.people.actions.looks import saw_view
from cordee.spaces import access
from cordee.spaces.queries.spaces import space_seen
from cordee.spaces.views.viewing import actor, viewing


@require_POST
@viewing
def watch(request: HttpRequest, who: access.Viewer, slug: str) -> HttpResponse:
    """Say what is watched in a space. For its facilitators."""
    space = space_seen(who, slug)
    set_watch(actor(request), space, request.POST.get("kind", ""), now=timezone.now())
    messages.success(request, _("Saved."))
    return redirect("space", slug=slug)


@login_required
def adaptations(request: HttpRequest, cohort_id: UUID) -> HttpResponse:
    """What is arranged otherwise for learners of a cohort. Its staff writes; who watches it reads."""
    where, cohort = cohort_seen(actor(request), cohort_id)
    check_watches(where, cohort)
    saw_view(where.person, ADAPTATIONS.name, "cohort", cohort.id, timezone.now())
    rows, learners = adaptations_of(cohort), learners_of(cohort)
    errors: dict[str, str] = {}
    if request.method == "POST":
        check_tutors(where, cohort)
        now = timezone.now()
        try:
            if ended := request.POST.get("ended", ""):
                row = next((one for one in rows if str(one.id) == ended), None)
                if row is None:
                    raise Missing(_("There is no such adaptation."))
                end_adaptation(where, row, now=now)
            else:
                learner = next((one for one in learners if str(one.id) == request.POST.get("learner")), None)
                if learner is None:
                    message = _("Choose a learner of this cohort.")
                    raise Invalid(message, fields={"learner": message})
                learner.cohort = cohort
                note_adaptation(where, learner, request.POST.get("what", ""), now=now)
        except Invalid as refusal:
            errors = refusal.fields
        else:
            messages.success(request, _("Saved."))
            return redirect("cohort-adaptations", cohort_id=cohort_id)
    context = {
        "cohort": cohort,
        "path_row": where.path,
        "rows": rows,
        "learners": learners,
        "may_change": where.tutors(cohort),
        "errors": errors,
        "given": request.POST,
        "referent": organisation().referent,
        "nav_current": "paths",
    }
    return render(request, "improvement/adaptations.html", context, status=422 if errors else 200)
