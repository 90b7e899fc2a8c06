"""The practice library of a space, and what waits for it."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cordee.core.errors import Conflict, Invalid
from cordee.spaces import access
from cordee.spaces.actions.library import HALF_A_YEAR, agree, decline, offer, verify
from cordee.spaces.models import Post
from cordee.spaces.queries import threads
from cordee.spaces.queries.library import offers, shelf
from cordee.spaces.queries.spaces import space_seen
from cordee.spaces.views.bookmarks import bar
from cordee.spaces.views.viewing import actor, viewing


@viewing
def library(request: HttpRequest, who: access.Viewer, slug: str) -> HttpResponse:
    """What a group stands by, what is due first; for facilitators, what is offered. ``?show=stale`` narrows it."""
    space = space_seen(who, slug)
    show = request.GET.get("show", "")
    cursor = request.GET.get("after")
    today = timezone.localdate()
    context = {
        "space": space,
        "page": shelf(who, space, today=today, stale=show == "stale", cursor=cursor),
        "show": show,
        "belongs": who.belongs(space),
        "facilitates": who.facilitates(space),
        "nav_current": "spaces",
    }
    if getattr(request, "htmx", False) and cursor:
        return render(request, "spaces/library_lines.html", context)
    context |= {
        "offers": offers(who, space, request.GET.get("offers")) if who.facilitates(space) else None,
        "tomorrow": today + date.resolution,
        "half_a_year": today + HALF_A_YEAR,
    }
    return render(request, "spaces/library.html", context)


@require_POST
@viewing
def practice(request: HttpRequest, who: access.Viewer, post_id: UUID) -> HttpResponse:
    """Offer a contribution for the library, agree, decline, or verify it again (``act``)."""
    post = threads.post_read(who, post_id)
    try:
        said = _practice(request, post)
    except (Conflict, Invalid) as refusal:
        if getattr(request, "htmx", False) or request.POST.get("note"):
            raise  # there is something to keep, or a page that stays
        messages.error(request, refusal.message)
        said = ""
    if getattr(request, "htmx", False):
        return bar(request, who, post)
    if said:
        messages.success(request, said)
    if request.POST.get("at") == "library":
        return redirect("space-library", slug=post.space.slug)
    return redirect(post.url)


def _practice(request: HttpRequest, post: Post) -> str:
    """Do what was asked for; returns how to say so. Raises Forbidden, Missing, Conflict, Invalid."""
    me, now = actor(request), timezone.now()
    match request.POST.get("act"):
        case "agree":
            agree(me, post, now=now, check_on=_day(request.POST.get("check_on", "")))
            return _("It is in the library now.")
        case "decline":
            decline(me, post, now=now, note=request.POST.get("note", ""))
            return _("It is not in the library.")
        case "verify":
            verify(me, post, now=now)
            return _("Verified: it is fresh again.")
    offer(me, post, now=now)
    return _("Offered: a facilitator will answer.")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        message = _("Give a day, or leave it empty.")
        raise Invalid(message, fields={"check_on": message}) from None
