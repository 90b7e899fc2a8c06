"""My plan, for me alone unless I share it."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cordee.core.errors import Invalid
from cordee.paths.actions import planning
from cordee.paths.queries.plan import plan_of
from cordee.paths.views.cohorts import day_of
from cordee.people.queries import all_skills, skill_by_slug
from cordee.spaces.views.viewing import actor

EMPTY = {"kind": "goal", "text": "", "skill": "", "due_on": ""}


@login_required
def my_plan(request: HttpRequest) -> HttpResponse:
    """What I want to reach, what I need, what I do next; POST adds a line."""
    person, now = actor(request), timezone.now()
    values, errors, status = EMPTY, {}, 200
    if request.method == "POST":
        values = {name: request.POST.get(name, "") for name in EMPTY}
        try:
            planning.add_goal(
                person,
                kind=values["kind"],
                text=values["text"],
                skill=skill_by_slug(values["skill"]) if values["skill"] else None,
                due_on=_due(values["due_on"]),
                now=now,
            )
        except Invalid as refusal:
            errors, status = refusal.fields, refusal.status
        else:
            messages.success(request, _("It is in your plan."))
            return redirect("my-plan")
    context = {
        "plan": plan_of(person, now),
        "today": timezone.localdate(now),
        "skills": all_skills(),
        "values": values,
        "errors": errors,
        "nav_current": "paths",
    }
    return render(request, "paths/plan.html", context, status=status)


@require_POST
@login_required
def goal(request: HttpRequest, goal_id: UUID) -> HttpResponse:
    """Tick a line, take the tick away, or take the line out."""
    person = actor(request)
    if "remove" in request.POST:
        planning.remove_goal(person, goal_id)
        messages.success(request, _("Taken out of your plan."))
    else:
        planning.finish_goal(person, goal_id, undo="undo" in request.POST, now=timezone.now())
    return redirect("my-plan")


@require_POST
@login_required
def sharing(request: HttpRequest) -> HttpResponse:
    """Let who tutors me read my plan, or keep it to myself again."""
    undo = "undo" in request.POST
    planning.share_plan(actor(request), undo=undo, now=timezone.now())
    messages.success(
        request, _("Your plan is yours alone again.") if undo else _("Who tutors you can read your plan now.")
    )
    return redirect("my-plan")


def _due(said: str) -> date | None:
    return day_of(said, "due_on") if said else None
