"""Reading open answers: the list of those that wait, and one after the other."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from cordee.core.errors import Invalid
from cordee.core.text import formats
from cordee.paths import access
from cordee.paths.actions.attempts import Graded, grade_answer
from cordee.paths.models import Cohort
from cordee.paths.queries.attempts import attempt_seen
from cordee.paths.queries.cohorts import cohort_seen
from cordee.paths.queries.grading import (
    ToGrade,
    answer_to_grade,
    at_work_on,
    count_waiting,
    grade_url,
    next_waiting,
    waiting_answers,
)
from cordee.spaces.models import Draft
from cordee.spaces.queries.drafts import draft_at
from cordee.spaces.views.viewing import actor

SHARES = (0, 0.25, 0.5, 0.75, 1)  # of the points, one touch each


@require_safe
@login_required
def answers(request: HttpRequest, cohort_id: UUID) -> HttpResponse:
    """The open answers of a cohort that wait, oldest first. For its tutors and facilitators."""
    where, cohort = cohort_seen(actor(request), cohort_id)
    access.check_watches(where, cohort)
    context = {
        "path_row": where.path,
        "cohort": cohort,
        "page": waiting_answers(cohort, where.person, request.GET.get("after")),
        "count": count_waiting(cohort, where.person),
        "grades": where.tutors(cohort),
        "nameless": "nameless" in request.GET,
        "nav_current": "paths",
    }
    return render(request, "paths/answers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def grade(request: HttpRequest, attempt_id: UUID, key: UUID) -> HttpResponse:
    """One answer with its question and what to look for; POST keeps the grade and goes on with the next one."""
    where, attempt = attempt_seen(actor(request), attempt_id)
    cohort = attempt.enrolment.cohort
    access.check_tutors(where, cohort)
    found = answer_to_grade(attempt, key)
    if request.method != "POST":
        return _page(request, where, cohort, found)
    values = {name: request.POST.get(name, "") for name in ("share", "points", "remark")}
    try:
        grade_answer(
            where,
            attempt,
            key,
            credit=_credit(values, found.points),
            remark=values["remark"],
            known=_moment(request.POST.get("known", "")),
            draft=found.place,
            now=timezone.now(),
        )
    except Graded as refusal:
        # What was written stays in the form; saved once more, it replaces the other's grade.
        found = answer_to_grade(attempt, key)
        return _page(request, where, cohort, found, values, status=refusal.status, overtaken=refusal.message)
    except Invalid as refusal:
        return _page(request, where, cohort, found, values, errors=refusal.fields, status=refusal.status)
    onward = next_waiting(cohort, where.person, found.response) or next_waiting(cohort, where.person)
    left = count_waiting(cohort, where.person)
    if onward is None:
        messages.success(request, _("Kept. Nothing waits for you here any more."))
        return redirect("cohort-answers", cohort_id=cohort.id)
    said = ngettext("Kept. %(count)s answer waits.", "Kept. %(count)s answers wait.", left) % {"count": left}
    messages.success(request, said)
    return redirect(grade_url(onward) + ("?nameless=1" if "nameless" in request.GET else ""))


def _page(
    request: HttpRequest,
    where: access.Standing,
    cohort: Cohort,
    found: ToGrade,
    values: dict[str, str] | None = None,
    *,
    errors: dict[str, str] | None = None,
    status: int = 200,
    overtaken: str = "",
) -> HttpResponse:
    draft = draft_at(where.person, found.place)
    onward = next_waiting(cohort, where.person, found.response)
    context: dict[str, Any] = {
        "path_row": where.path,
        "cohort": cohort,
        "found": found,
        "values": values or _kept_words(found, draft),
        "errors": errors or {},
        "overtaken": overtaken,
        "others": at_work_on(found.response, where.person, timezone.now()),
        "onward": grade_url(onward) if onward else "",
        "count": count_waiting(cohort, where.person),
        "shares": [(str(share), share * found.points) for share in SHARES],
        "draft_version": draft.version if draft else 0,
        "nameless": "nameless" in request.GET,
        "nav_current": "paths",
    }
    return render(request, "paths/answer.html", context, status=status)


def _kept_words(found: ToGrade, draft: Draft | None) -> dict[str, str]:
    """The form as it was left, else the grade as it stands."""
    if draft:
        return {name: draft.fields.get(name, "") for name in ("share", "points", "remark")}
    credit = found.response.credit
    if found.response.graded_at is None or credit is None:
        return {"share": "", "points": "", "remark": ""}
    share = next((str(one) for one in SHARES if one == credit), "")
    points = "" if share else formats.number(round(credit * found.points, 2), "fr")
    return {"share": share, "points": points, "remark": found.response.remark}


def _credit(values: dict[str, str], most: float) -> float:
    """The share of the points that a form says: exact points win over a touched share. Raises Invalid."""
    said = values["points"].strip().replace(",", ".")
    try:
        credit = float(said) / most if said and most else float(values["share"])
    except ValueError:
        message = _("Say how many points this answer is worth.")
        raise Invalid(message, fields={"points": message}) from None
    if not 0 <= credit <= 1:
        message = _("Between 0 and %(most)s points.") % {"most": f"{most:g}"}
        raise Invalid(message, fields={"points": message})
    return credit


def _moment(said: str) -> datetime | None:
    try:
        return datetime.fromisoformat(said) if said else None
    except ValueError:
        return None
