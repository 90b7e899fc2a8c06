"""Answering a quiz in a plain form (scripts keep each answer by the API), and looking at it afterwards."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cordee.paths import access
from cordee.paths.actions.attempts import begin, end_attempt, save_answer, uncover_hint
from cordee.paths.kinds.quiz import QuizContent
from cordee.paths.models import Attempt, BankQuestion
from cordee.paths.queries.attempts import asked_in, attempt_seen, images_of, reviewed, shows_solutions
from cordee.paths.queries.paths import path_seen
from cordee.paths.queries.steps import activity_at, progress_of
from cordee.paths.questions import question
from cordee.paths.views.learning import learner_at
from cordee.spaces.views.viewing import actor


@require_POST
@login_required
def new_attempt(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Begin, or go on with the attempt that is open."""
    where = path_seen(actor(request), slug)
    enrolment, _walked, _line = learner_at(where, key)
    attempt = begin(enrolment, activity_at(enrolment.version, key), now=timezone.now())
    return redirect("attempt", attempt_id=attempt.id)


@login_required
def attempt(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """The questions to answer; once handed in, what they were worth. POST keeps a whole form, and hands it in."""
    where, found = attempt_seen(actor(request), attempt_id)
    mine, now = found.enrolment.person_id == where.person.id, timezone.now()
    if request.method == "POST":
        access.check_answers(where, found)
        answers = _said(found, request)
        if "end" in request.POST:
            end_attempt(found, answers=answers, now=now)
        else:
            for key, answer in answers.items():
                save_answer(found, key, answer, revision=1_000_000, now=now)
            messages.success(request, _("Kept. Come back when you like: you will find it as you left it."))
        return redirect("attempt", attempt_id=found.id)
    if found.ended_at is None and found.due_at and now > found.due_at:
        found = end_attempt(found, now=now)
    activity = activity_at(found.version, found.activity_key)
    context: dict[str, Any] = {
        "path_row": where.path,
        "attempt": found,
        "activity": activity,
        "shown": activity.shown,
        "mine": mine,
        "nav_current": "paths",
    }
    if found.ended_at is None:
        questions = asked_in(found)
        context |= {"questions": questions, "images": images_of(questions), "now": now}
        return render(request, "paths/attempt.html", context)
    progress = progress_of(found.enrolment, found.activity_key)
    solutions = not mine or shows_solutions(
        QuizContent.given(activity.content), found, progress.done_at if progress else None
    )
    context |= {"questions": reviewed(found, solutions=solutions), "solutions": solutions}
    return render(request, "paths/attempt_review.html", context)


@require_POST
@login_required
def hint(request: HttpRequest, attempt_id: UUID, key: UUID) -> HttpResponse:
    """Show one hint more."""
    where, found = attempt_seen(actor(request), attempt_id)
    access.check_answers(where, found)
    uncover_hint(found, key, now=timezone.now())
    return redirect(f"/attempts/{found.id}/#q-{key}")


def _said(found: Attempt, request: HttpRequest) -> dict[UUID, Any]:
    """The answers in a plain form; a question whose fields are not there is left as it stands."""
    lists = {name: request.POST.getlist(name) for name in request.POST}
    rows = BankQuestion.objects.filter(bank__version=found.version_id, key__in=found.drawn)
    said = {}
    for row in rows:
        name = f"q-{row.key}"
        if any(one == f"{name}-there" for one in lists):
            said[row.key] = question(row.kind, row.content).said(name, lists)
    return said
