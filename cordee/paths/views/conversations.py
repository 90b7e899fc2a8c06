"""Asking and telling at a step."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Forbidden, Invalid, TooFast
from cordee.paths.actions.conversations import contribute
from cordee.paths.queries.paths import path_seen
from cordee.paths.queries.steps import activity_at
from cordee.paths.views.learning import learner_at
from cordee.spaces.queries.drafts import draft_at
from cordee.spaces.views.viewing import actor

KINDS = ("question", "experience", "discussion")


@login_required
def step_posts(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """A contribution to the step's conversation, which is the cohort's space's too."""
    person = actor(request)
    where = path_seen(person, slug)
    enrolment, _walked, line = learner_at(where, key)
    activity = activity_at(enrolment.version, key)
    cohort = enrolment.cohort
    if cohort.space is None:
        raise Forbidden(_("This cohort has no space any more."))
    place = f"step:{cohort.id}:{key}"
    draft = draft_at(person, place)
    values = {"kind": request.GET.get("kind", "question"), "title": "", "body": ""} | (
        draft.fields if draft else {}
    )
    errors: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        values = {name: request.POST.get(name, "") for name in ("kind", "title", "body")}
        try:
            post = contribute(
                person, cohort, activity, now=timezone.now(), enrolment=enrolment, draft=place, **values
            )
        except (Conflict, Invalid, TooFast) as refusal:
            errors = (refusal.fields if isinstance(refusal, Invalid) else {}) or {"body": refusal.message}
            status = refusal.status
        else:
            messages.success(request, _("Published. Your cohort can read it, here and in its space."))
            return redirect(post.url)
    context = {
        "path_row": where.path,
        "line": line,
        "activity": activity,
        "space": cohort.space,
        "kinds": KINDS,
        "values": values,
        "errors": errors,
        "draft_place": place,
        "draft_version": draft.version if draft else 0,
        "nav_current": "paths",
    }
    return render(request, "paths/step_post.html", context, status=status)
