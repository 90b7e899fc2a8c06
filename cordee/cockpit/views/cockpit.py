"""A facilitator's Monday: three things to do, what is planned, how the spaces are."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cordee.cockpit.actions.suggestions import dismiss, follow_suggestion, note_shown
from cordee.cockpit.data_views import COCKPIT
from cordee.cockpit.models import Suggestion
from cordee.cockpit.queries.planned import planned
from cordee.cockpit.queries.spaces import MOST, kept_spaces
from cordee.cockpit.queries.suggesting import suggestions
from cordee.cockpit.queries.worked import worked
from cordee.cockpit.suggestions import kinds
from cordee.cockpit.suggestions.contract import Found, Sent
from cordee.core.errors import Conflict, Forbidden, Invalid, TooFast
from cordee.insights import words
from cordee.insights.drawing import sparkline
from cordee.insights.queries import health
from cordee.moderation.access import check_moderates
from cordee.people.actions.looks import saw_views
from cordee.spaces import access
from cordee.spaces.models import Space
from cordee.spaces.queries.spaces import space_seen
from cordee.spaces.views.viewing import actor, viewing

SHOWN = ("answered", "hours", "contributors", "kept")


@viewing
def cockpit(request: HttpRequest, who: access.Viewer) -> HttpResponse:
    """All the spaces that one keeps alive; with one alone, its own page."""
    check_moderates(who)
    spaces = list(kept_spaces(who)[: MOST + 1])
    if len(spaces) == 1:
        return redirect("space-cockpit", slug=spaces[0].slug)
    shown = spaces[:MOST]
    context = _context(request, who, shown) | {"spaces": shown, "more": len(spaces) > MOST}
    return render(request, "cockpit/cockpit.html", context)


@viewing
def space_cockpit(request: HttpRequest, who: access.Viewer, slug: str) -> HttpResponse:
    """One space."""
    space = space_seen(who, slug)
    if not who.oversees:
        access.check_facilitates(who, space)
    context = _context(request, who, [space]) | {"space": space, "shown": SHOWN}
    return render(request, "cockpit/space.html", context)


def _context(request: HttpRequest, who: access.Viewer, spaces: Sequence[Space]) -> dict[str, Any]:
    now, ids = timezone.now(), [space.id for space in spaces]
    acts = not who.audits and access.may_write(who)
    found = suggestions(who, spaces, now) if acts else []
    saw_views(actor(request), COCKPIT.name, "space", ids, now)
    if found:
        note_shown(actor(request), found, now=now)
    return {
        "today": now,
        "suggestions": [_told(one, who, request.path, place) for place, one in enumerate(found)],
        "reasons": Suggestion.Reason,
        "health": health(ids, now),
        "planned": planned(ids, now),
        "worked": worked(ids, now),
        "kinds": kinds(),
        "words": words,
        "sparkline": sparkline,
        "acts": acts,
        "nav_current": "cockpit",
    }


def _told(one: Found, who: access.Viewer, path: str, place: int) -> dict[str, Any]:
    kind = kinds()[one.kind]
    return {
        "one": one,
        "kind": kind,
        "sentence": kind.sentence(one),
        "evidence": kind.evidence(one),
        "button": kind.button(one),
        "link": kind.link(one),
        "draft": kind.draft(one, who.person),
        "first": place == 0,
        "next": path,
    }


@require_POST
@viewing
def suggestion(request: HttpRequest, who: access.Viewer, row_id: UUID) -> HttpResponse:
    """Do what is suggested (what was written goes with it), or put it away (``act`` is ``dismiss``)."""
    me, now, given = actor(request), timezone.now(), request.POST
    try:
        if given.get("act") == "dismiss":
            reason, said = given.get("reason", ""), given.get("words", "")
            dismiss(me, row_id, reason=reason, words=said, now=now)
            messages.success(request, _("Put away. What you said is taken into account."))
        else:
            sent = Sent(given.get("text", ""), given.get("choice", ""), given.get("to", ""))
            follow_suggestion(me, row_id, sent, now=now)
            messages.success(request, _("Done."))
    except (Conflict, Invalid, TooFast) as refusal:
        messages.error(request, refusal.message)
    except Forbidden as refusal:
        if not access.may_write(who):
            raise
        row = Suggestion.objects.filter(id=row_id).select_related("space").first()
        if row is None or not who.facilitates(row.space):
            raise
        messages.error(request, refusal.message)
    going_to = given.get("next", "")
    if not url_has_allowed_host_and_scheme(going_to, allowed_hosts=None):
        going_to = "/cockpit/"
    return redirect(going_to)
