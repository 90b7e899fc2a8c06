"""The queue, the log, and what concerns me."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cordee.core.errors import Invalid, Missing
from cordee.moderation.access import check_moderates
from cordee.moderation.actions.appeals import appeal, decide_appeal
from cordee.moderation.actions.decisions import decide
from cordee.moderation.models import Decision
from cordee.moderation.queries import queue
from cordee.moderation.words import words_of
from cordee.people.actions.looks import note_look
from cordee.people.models import DataLook, Person
from cordee.spaces import access
from cordee.spaces.models import Post, Space
from cordee.spaces.views.viewing import actor, viewing


@require_safe
@viewing
def waiting(request: HttpRequest, who: access.Viewer) -> HttpResponse:
    """Reports and appeals that wait."""
    return _queue(request, who)


def _queue(
    request: HttpRequest, who: access.Viewer, *, at: UUID | None = None, refusal: Invalid | None = None
) -> HttpResponse:
    """``at``: the report or the appeal whose form is refused, with why; what was written stands in it."""
    context = {
        "at": at,
        "error": refusal.message if refusal else "",
        "given": request.POST,
        "cases": queue.cases(who, request.GET.get("after")),
        "appeals": queue.appeals(who, request.GET.get("appeals")),
        "may_change": who.person.is_administrator or not who.person.is_auditor,
        "nav_current": "moderation",
    }
    return render(request, "moderation/queue.html", context, status=refusal.status if refusal else 200)


@require_POST
@viewing
def decided(request: HttpRequest, who: access.Viewer, report_id: UUID) -> HttpResponse:
    """Decide on a report."""
    report = queue.report_seen(who, report_id)
    days = request.POST.get("days", "")
    try:
        decide(
            actor(request),
            report,
            what=request.POST.get("what", ""),
            reason=request.POST.get("reason", ""),
            days=int(days) if days.isascii() and days.isdecimal() and len(days) < 4 else None,
            now=timezone.now(),
        )
    except Invalid as refusal:
        return _queue(request, who, at=report.id, refusal=refusal)
    messages.success(request, _("Decided. Those concerned are told, with your reason."))
    return redirect("moderation")


@require_POST
@viewing
def answered(request: HttpRequest, who: access.Viewer, appeal_id: UUID) -> HttpResponse:
    """Answer an appeal."""
    made = queue.appeal_seen(who, appeal_id)
    upheld = request.POST.get("upheld") == "yes"
    answer = request.POST.get("answer", "")
    try:
        decide_appeal(actor(request), made, upheld=upheld, answer=answer, now=timezone.now())
    except Invalid as refusal:
        return _queue(request, who, at=made.id, refusal=refusal)
    messages.success(request, _("Answered. The person concerned is told, with your words."))
    return redirect("moderation")


@require_safe
@viewing
def mine(request: HttpRequest, who: access.Viewer) -> HttpResponse:
    """Decisions that concern me, with appeal; what I reported, with what became of it."""
    return _mine(request, who)


def _mine(
    request: HttpRequest, who: access.Viewer, *, at: UUID | None = None, refusal: Invalid | None = None
) -> HttpResponse:
    context = {
        "at": at,
        "error": refusal.message if refusal else "",
        "given": request.POST,
        "decisions": queue.about(who.person, request.GET.get("decisions")),
        "reports": queue.reported_by(who.person, request.GET.get("reports")),
        "nav_current": "me",
    }
    return render(request, "moderation/mine.html", context, status=refusal.status if refusal else 200)


@require_POST
@viewing
def appealed(request: HttpRequest, who: access.Viewer, decision_id: UUID) -> HttpResponse:
    """Ask for a decision that concerns me to be looked at again."""
    decision = queue.decision_of(who.person, decision_id)
    try:
        appeal(actor(request), decision, words=request.POST.get("words", ""), now=timezone.now())
    except Invalid as refusal:
        return _mine(request, who, at=decision.id, refusal=refusal)
    messages.success(request, _("Sent. Somebody else than who decided will look, where there is one."))
    return redirect("moderation-mine")


@require_safe
@viewing
def log(request: HttpRequest, who: access.Viewer) -> HttpResponse:
    """Who did what and why, in the spaces that one moderates."""
    page = queue.entries(who, request.GET.get("after"))
    shown = page.rows
    people = Person.objects.in_bulk({one for row in shown for one in (row.by_id, row.person_id) if one})
    context = {
        "rows": [(row, people.get(row.by_id), people.get(row.person_id)) for row in shown],
        "spaces": Space.objects.in_bulk({row.space_id for row in shown if row.space_id}),
        "posts": Post.objects.in_bulk({row.post_id for row in shown if row.post_id}),
        "words_of": words_of,
        "page": page,
        "nav_current": "moderation",
    }
    return render(request, "moderation/log.html", context)


@require_safe
@viewing
def person(request: HttpRequest, who: access.Viewer, handle: str) -> HttpResponse:
    """The moderation history of somebody; they can see that it was read."""
    check_moderates(who)  # first: whose name exists is not told to others
    found = Person.objects.filter(handle=handle).first()
    if found is None:
        raise Missing(_("There is nobody of this name here."))
    decisions = queue.history(who, found, request.GET.get("after"))
    note_look(who.person, found, what=DataLook.What.REPORTS, now=timezone.now())
    context = {
        "found": found,
        "page": decisions,
        "past": queue.past_of([found.id])[found.id],
        "whats": Decision.What,
        "nav_current": "moderation",
    }
    return render(request, "moderation/person.html", context)
