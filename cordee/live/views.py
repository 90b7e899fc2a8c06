"""The parts of a page that an open page asks for when something happened: the same templates, the same rights."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cordee.core.errors import Missing
from cordee.live.telling import say_typing
from cordee.spaces import access
from cordee.spaces.models import Comment
from cordee.spaces.queries import threads
from cordee.spaces.queries.charters import version_in_force
from cordee.spaces.views.threads import meanings
from cordee.spaces.views.viewing import viewing


@viewing
def comment(request: HttpRequest, who: access.Viewer, post_id: UUID, comment_id: UUID) -> HttpResponse:
    """One reply, as its thread shows it."""
    found = _comment(who, post_id, comment_id)
    post = found.post
    resolution = getattr(post, "resolution", None)
    context = {
        "comment": threads.one_comment(who, found),
        "post": post,
        "space": post.space,
        "meanings": meanings(),
        "may_contribute": who.belongs(post.space)
        and not who.must_accept(post.space, version_in_force(post.space)),
        "may_resolve": access.may_resolve(who, post, post.space),
        "answer_id": resolution.answer_id if resolution else None,
    }
    return render(request, "spaces/comment.html", context)


@viewing
def reactions(
    request: HttpRequest, who: access.Viewer, post_id: UUID, comment_id: UUID | None = None
) -> HttpResponse:
    """The reactions to a contribution, or to a reply."""
    post = threads.post_read(who, post_id)
    found = _comment(who, post_id, comment_id) if comment_id else None
    context = {
        "post": post,
        "comment_id": comment_id,
        "counts": threads.meanings_of(who, post, found),
        "notes": None if found else threads.notes_of(post),
        "meanings": meanings(),
        "may_contribute": who.belongs(post.space)
        and not who.must_accept(post.space, version_in_force(post.space)),
    }
    return render(request, "spaces/reactions.html", context)


@require_POST
@viewing
def typing(request: HttpRequest, who: access.Viewer, post_id: UUID) -> HttpResponse:
    """I am writing in this thread: told to who has it open, and kept nowhere."""
    post = threads.post_read(who, post_id)
    access.check_contributes(who, post.space, version_in_force(post.space))
    say_typing(who.person, post.id)
    return HttpResponse(status=204)


def stream(request: HttpRequest) -> HttpResponse:
    """Where the server has no event loop (tests): 204 tells a browser not to come back."""
    del request
    return HttpResponse(status=204)


def _comment(who: access.Viewer, post_id: UUID, comment_id: UUID) -> Comment:
    found = threads.comment_read(who, comment_id)
    if found.post_id != post_id:
        raise Missing(_("This reply does not exist, or is not open to you."))
    return found
