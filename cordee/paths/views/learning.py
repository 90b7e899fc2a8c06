"""A learner's pages: my paths, a path, one step of it, and doing it."""

from typing import Any
from uuid import UUID

from csp.constants import SELF
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cordee.core.errors import Conflict, Forbidden, Invalid
from cordee.paths import access
from cordee.paths.actions.progress import check_runs, complete_step
from cordee.paths.kinds import KINDS, Sent, Step
from cordee.paths.kinds.packages import Package
from cordee.paths.models import Activity, Enrolment
from cordee.paths.origins import packages_origin
from cordee.paths.queries.certificates import my_certificates
from cordee.paths.queries.cohorts import cohorts_of
from cordee.paths.queries.grading import looked_after
from cordee.paths.queries.outline import Outline, StepLine, objectives, outline, outline_of
from cordee.paths.queries.paths import catalogue, my_paths, path_seen, sheet_of
from cordee.paths.queries.positioning import known_steps
from cordee.paths.queries.steps import activity_at, here_now, posts_at, where_they_are, works_at
from cordee.spaces.views.viewing import actor


@login_required
def paths(request: HttpRequest) -> HttpResponse:
    """My paths, each with its next step; then what else one can learn here."""
    person = actor(request)
    mine = [] if request.GET.get("after") else my_paths(person, timezone.now())
    page = catalogue(person, request.GET.get("after"))
    taken = {one.path.id for one in mine}
    context = {
        "mine": mine,
        "others": [path for path in page.rows if path.id not in taken],
        "page": page,
        "looked_after": [] if request.GET.get("after") else looked_after(person),
        "may_create": access.may_create(person),
        "nav_current": "paths",
    }
    return render(request, "paths/paths.html", context)


@login_required
def path(request: HttpRequest, slug: str) -> HttpResponse:
    """The route: its stages, where my cohort is on it, the next step big."""
    where = path_seen(actor(request), slug)
    enrolment, now = where.learning, timezone.now()
    version = enrolment.version if enrolment else where.path.current
    walked = outline(enrolment, now=now) if enrolment else (outline_of(version) if version else Outline())
    aims = objectives(version, walked) if version else []
    context = {
        "path_row": where.path,
        "where": where,
        "enrolment": enrolment,
        "outline": walked,
        "objectives": aims,
        "known": known_steps(enrolment.version, walked, aims) if enrolment else [],
        "crowd": where_they_are(enrolment.cohort) if enrolment else {},
        "cohorts": cohorts_of(where)
        if version and (enrolment is None or where.writes or where.staffed)
        else [],
        "certificates": my_certificates(enrolment) if enrolment and enrolment.completed_at else [],
        "sheet": sheet_of(where.path),
        "kinds": KINDS,
        "modes": Activity.Mode,
        "nav_current": "paths",
    }
    return render(request, "paths/path.html", context)


@login_required
def step(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """An activity, its conversation, and what peers made of it. Reading writes nothing: the open page tells its time."""
    where = path_seen(actor(request), slug)
    enrolment, walked, line = learner_at(where, key)
    activity = activity_at(enrolment.version, key)
    return step_page(request, where, enrolment, walked, line, activity)


def step_page(
    request: HttpRequest,
    where: access.Standing,
    enrolment: Enrolment,
    walked: Outline,
    line: StepLine,
    activity: Activity,
    *,
    errors: dict[str, str] | None = None,
    sent: Sent | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a step; after a refusal, with its reason and all that was sent."""
    now = timezone.now()
    before, after = walked.around(activity.key)
    at = Step(where.person, activity, enrolment, walked.progress.get(activity.key), now)
    kind = KINDS[activity.kind]
    context: dict[str, Any] = {
        "path_row": where.path,
        "where": where,
        "enrolment": enrolment,
        "cohort": enrolment.cohort,
        "outline": walked,
        "line": line,
        "before": before,
        "after": after,
        "step": at,
        "kind": kind,
        "shown": activity.shown,
        "template": f"paths/kinds/{activity.kind}.html",
        "errors": errors or {},
        "sent": sent or Sent(),
        "posts": posts_at(enrolment.cohort, activity.key),
        "here": here_now(enrolment.cohort, activity.key, where.person, now),
        "works": works_at(enrolment.cohort, activity.key, where.person) if kind.between_people else [],
        "nav_current": "paths",
    }
    context |= kind.render(at)
    response = render(request, "paths/step.html", context, status=status)
    if isinstance(kind, Package) and (origin := packages_origin(request)):
        response._csp_update = {"frame-src": [SELF, origin]}  # type: ignore[attr-defined]  # read by django-csp
    return response


@require_POST
@login_required
def step_progress(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Do a step; then go on with the next one."""
    where = path_seen(actor(request), slug)
    enrolment, walked, line = learner_at(where, key)
    activity = activity_at(enrolment.version, key)
    posted = request.POST
    files = {name: one for name, one in request.FILES.items() if isinstance(one, UploadedFile)}
    sent = Sent(posted.dict(), {name: posted.getlist(name) for name in posted}, files)
    try:
        progress = complete_step(enrolment, activity, sent, now=timezone.now())
    except (Invalid, Conflict) as refusal:
        wrong = (refusal.fields if isinstance(refusal, Invalid) else {}) or {"body": refusal.message}
        return step_page(
            request, where, enrolment, walked, line, activity, errors=wrong, sent=sent, status=refusal.status
        )
    if not progress.done_at:
        messages.success(request, _("Kept. Come back when you like: you will find it as you left it."))
        return redirect("step", slug=slug, key=key)
    if enrolment.completed_at:
        messages.success(request, _("You have done everything that this path asks."))
        return redirect("path", slug=slug)
    onward = outline(enrolment, now=timezone.now()).next
    return redirect("step", slug=slug, key=onward.key) if onward else redirect("path", slug=slug)


def learner_at(where: access.Standing, key: UUID) -> tuple[Enrolment, Outline, StepLine]:
    """The learner's place, path and step. Raises Forbidden (not enrolled, not open yet), Missing."""
    enrolment = where.learning
    if enrolment is None:
        access.check_reads(where)
        raise Forbidden(_("Enrol in a cohort of this path to do its activities."))
    check_runs(enrolment, timezone.now())
    walked = outline(enrolment, now=timezone.now())
    line = walked.step(key)
    if line is None:
        activity_at(enrolment.version, key)
        raise Forbidden(_("This activity is not open to you."))
    if line.closed_why and not line.started_at:
        raise Forbidden(line.closed_why)
    return enrolment, walked, line
