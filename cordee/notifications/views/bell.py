"""The bell's page, and what one does there."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cordee.notifications import queries
from cordee.notifications.actions.bell import read_all, read_line, resume, stop_line
from cordee.notifications.kinds import kinds
from cordee.notifications.lines import Line
from cordee.notifications.reasons import REASONS, STOP, STOPPED
from cordee.spaces.models import Reaction
from cordee.spaces.views.viewing import actor

PANEL = 6  # lines in the panel of a desk


@require_safe
@login_required
def notifications(request: HttpRequest) -> HttpResponse:
    """All lines, what moved last first. ``?after=`` gives those that follow; ``?panel=1`` the first few, for a panel."""
    me, panel = actor(request), bool(request.GET.get("panel"))
    after = request.GET.get("after") or None
    page = queries.bell(me.id, after, PANEL if panel else queries.PAGE)
    context = {
        "lines": [shown(line) for line in page.rows],
        "next": page.next,
        "unread": queries.unread(me.id) if not after else 0,
        "until": page.rows[0].position if page.rows else 0,
        "first": not after,
        "nav_current": "notifications",
    }
    part = getattr(request, "htmx", False) and (panel or after)
    name = "panel" if panel else "lines" if part else "notifications"
    return render(request, f"notifications/{name}.html", context)


def shown(line: Line) -> dict[str, object]:
    """A line with its words."""
    kind = kinds()[line.kind]
    labels = dict(Reaction.Meaning.choices)
    return {
        "line": line,
        "words": kind.words(line),
        "icon": kind.icon,
        "title": line.title or kind.about or _("Read it"),
        "why": REASONS[line.reason].words,
        "stop": STOP.get(line.stops, ""),
        "meanings": [
            (meaning, labels[Reaction.Meaning(meaning)], count)
            for meaning, count in line.meanings.items()
            if meaning in Reaction.Meaning.values
        ],
    }


@require_safe
@login_required
def opened(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Mark a line as read and go where it leads. A look ahead by the browser marks nothing."""
    line = queries.line(actor(request).id, notice_id)
    if "prefetch" not in request.headers.get("Sec-Purpose", ""):
        read_line(actor(request), notice_id, now=timezone.now())
    response = redirect(kinds()[line.kind].address(line))
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@login_required
def read(request: HttpRequest) -> HttpResponse:
    """Mark all as read, or all up to ``until``."""
    until = request.POST.get("until", "")
    read_all(
        actor(request),
        now=timezone.now(),
        until=int(until) if until.isdecimal() and len(until) < 19 else None,
    )
    return redirect("notifications")


@require_POST
@login_required
def stop(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Hear no more of what a line is about; with ``undo``, again as before."""
    me, now = actor(request), timezone.now()
    if request.POST.get("undo"):
        line = queries.line(me.id, notice_id)
        resume(me, line, was=request.POST.get("was", ""), now=now)
        was = ""
    else:
        line, was = stop_line(me, notice_id, now=now)
    context = {"one": shown(line), "stopped": STOPPED[line.stops] if was else "", "was": was}
    if getattr(request, "htmx", False):
        return render(request, "notifications/line.html", context)
    messages.success(request, str(STOPPED[line.stops]) if was else _("You will hear of it again."))
    return redirect("notifications")
