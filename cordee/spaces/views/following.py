"""Following a space, a thread, somebody or a skill, and the list of what one follows."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cordee.people.queries import person_by_handle, skill_by_slug
from cordee.spaces import access
from cordee.spaces.actions.following import FOLLOWING, MUTED, follow, mute, stop, unfollow
from cordee.spaces.queries import following, threads
from cordee.spaces.queries.spaces import space_seen
from cordee.spaces.views.viewing import actor, viewing

METHODS = ["GET", "HEAD", "POST", "DELETE"]


@require_http_methods(METHODS)
@viewing
def follow_space(request: HttpRequest, who: access.Viewer, slug: str) -> HttpResponse:
    """Follow a space, or stop (DELETE, or POST with ``undo``); GET gives the button."""
    space = space_seen(who, slug)
    access.check_reads(who, space)
    return _follow(request, who, "space", space, space.title, reverse("space-follow", args=[slug]))


@require_http_methods(METHODS)
@viewing
def follow_post(request: HttpRequest, who: access.Viewer, post_id: UUID) -> HttpResponse:
    """Follow a thread, or stop hearing of it, even where one wrote in it."""
    post = threads.post_read(who, post_id)
    return _follow(request, who, "post", post, post.title, reverse("post-follow", args=[post_id]))


@require_http_methods(METHODS)
@viewing
def follow_person(request: HttpRequest, who: access.Viewer, handle: str) -> HttpResponse:
    """Follow what somebody contributes, as far as one may read it."""
    person = person_by_handle(handle)
    return _follow(request, who, "somebody", person, person.name, reverse("person-follow", args=[handle]))


@require_http_methods(METHODS)
@viewing
def follow_skill(request: HttpRequest, who: access.Viewer, slug: str) -> HttpResponse:
    """Follow what is contributed on a skill, as far as one may read it."""
    skill = skill_by_slug(slug)
    return _follow(request, who, "skill", skill, skill.name, reverse("skill-follow", args=[slug]))


def _follow(
    request: HttpRequest, who: access.Viewer, what: str, target: Any, title: str, address: str
) -> HttpResponse:
    back = f"/people/@{target.handle}/" if what == "somebody" else address.removesuffix("follow/")
    if request.method in ("POST", "DELETE"):
        stops = request.method == "DELETE" or "undo" in request.POST
        act = follow
        if stops:
            # Who wrote in a thread hears of it without following: only muting stops that.
            act = mute if what == "post" and following.takes_part(who, target) else unfollow  # type: ignore[assignment]
        act(actor(request), now=timezone.now(), **{what: target})
        if not getattr(request, "htmx", False):
            words = _("You no longer follow “%(title)s”.") if stops else _("You follow “%(title)s”.")
            messages.success(request, words % {"title": title})
            return redirect(back)
    context = {
        "follow": button(who, what, target, address),
        "title": title,
        "back_to": back,
        "nav_current": "spaces",
    }
    part = getattr(request, "htmx", False)
    return render(request, "spaces/follow_button.html" if part else "spaces/follow.html", context)


def button(who: access.Viewer, what: str, target: Any, address: str) -> dict[str, Any]:
    """What the button needs to know. One query, two for a thread that one does not follow."""
    state = following.state_of(who, **{what: target})
    hears = state == FOLLOWING
    if what == "post" and not hears and state != MUTED:
        hears = following.takes_part(who, target)
    return {"what": what, "url": address, "state": state, "hears": hears}


@viewing
def my_follows(request: HttpRequest, who: access.Viewer) -> HttpResponse:
    """What I follow, each with its way to stop."""
    what = request.GET.get("what", "")
    page = following.follows(who, what=what, cursor=request.GET.get("after"))
    context = {"page": page, "what": what, "nav_current": "me"}
    part = getattr(request, "htmx", False) and request.GET.get("after")
    return render(request, "spaces/following_lines.html" if part else "spaces/following.html", context)


@require_POST
@viewing
def my_follow(request: HttpRequest, who: access.Viewer, follow_id: UUID) -> HttpResponse:
    """Stop following something of the list."""
    stop(actor(request), follow_id, now=timezone.now())
    if getattr(request, "htmx", False):
        return HttpResponse()
    messages.success(request, _("You no longer follow it."))
    return redirect("my-follows")
