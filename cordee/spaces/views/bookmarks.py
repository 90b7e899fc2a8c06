"""What stands under a contribution to keep it (follow, bookmark, link, library), and the list of one's bookmarks."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cordee.core.errors import Missing
from cordee.spaces import access
from cordee.spaces.actions.bookmarks import drop, keep
from cordee.spaces.actions.library import KINDS, may_verify
from cordee.spaces.models import Comment, Post
from cordee.spaces.queries import threads
from cordee.spaces.queries.bookmarks import bookmarks, note_of
from cordee.spaces.queries.library import practice_of
from cordee.spaces.views import following
from cordee.spaces.views.viewing import actor, viewing


@viewing
def keeping(
    request: HttpRequest, who: access.Viewer, post_id: UUID, comment_id: UUID | None = None
) -> HttpResponse:
    """The bar under a contribution or a reply; a page of its own without scripts. Six queries at most."""
    post = threads.post_read(who, post_id)
    return bar(request, who, post, _reply(who, post, comment_id))


def bar(request: HttpRequest, who: access.Viewer, post: Post, comment: Comment | None = None) -> HttpResponse:
    """The bar as ``who`` may use it."""
    context: dict[str, Any] = {
        "post": post,
        "space": post.space,
        "comment": comment,
        "link": comment.url if comment else post.url,
        "note": note_of(who, post, comment),
        "nav_current": "spaces",
    }
    if comment is None:
        context |= {
            "follow": following.button(who, "post", post, reverse("post-follow", args=[post.id])),
            "belongs": who.belongs(post.space),
            "facilitates": who.facilitates(post.space),
            "may_offer": post.kind in KINDS and who.belongs(post.space),
            "practice": practice_of(who, post) if post.kind in KINDS else None,
            "may_verify": may_verify(who, post),
            "may_mark": access.may_resolve(who, post, post.space) and not post.duplicate_of_id,
        }
    part = getattr(request, "htmx", False)
    return render(request, "spaces/keeping_bar.html" if part else "spaces/keeping_page.html", context)


@require_http_methods(["POST", "DELETE"])
@viewing
def bookmark(
    request: HttpRequest, who: access.Viewer, post_id: UUID, comment_id: UUID | None = None
) -> HttpResponse:
    """Keep it with a ``note``, or no longer (DELETE, or POST with ``undo``): the list then offers to take that back."""
    post = threads.post_read(who, post_id)
    comment = _reply(who, post, comment_id)
    in_list = request.POST.get("at") == "list"
    if request.method == "DELETE" or "undo" in request.POST:
        note = drop(actor(request), post, comment=comment)
        if in_list:
            dropped: dict[str, Any] = {"post": post, "comment": comment, "note": note or ""}
            return _listed(request, who, dropped)
    else:
        keep(actor(request), post, comment=comment, note=request.POST.get("note"), now=timezone.now())
        if in_list:
            messages.success(request, _("Kept."))
            return redirect("my-bookmarks")
    if getattr(request, "htmx", False):
        return bar(request, who, post, comment)
    return redirect(comment.url if comment else post.url)


@viewing
def my_bookmarks(request: HttpRequest, who: access.Viewer) -> HttpResponse:
    """What I keep, newest first; ``?q=`` looks in notes and titles."""
    return _listed(request, who)


def _listed(request: HttpRequest, who: access.Viewer, dropped: dict[str, Any] | None = None) -> HttpResponse:
    words = request.GET.get("q", "")
    page = bookmarks(who, words=words, cursor=request.GET.get("after"))
    context = {"page": page, "words": words, "dropped": dropped, "nav_current": "me"}
    part = getattr(request, "htmx", False) and request.GET.get("after")
    return render(request, "spaces/bookmark_lines.html" if part else "spaces/bookmarks.html", context)


def _reply(who: access.Viewer, post: Post, comment_id: UUID | None) -> Comment | None:
    if comment_id is None:
        return None
    comment = threads.comment_read(who, comment_id)
    if comment.post_id != post.id:
        raise Missing(_("This reply does not exist, or is not open to you."))
    return comment
