"""Reading a contribution with its conversation, and its history."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cordee.core.errors import Missing
from cordee.spaces import access
from cordee.spaces.models import Reaction
from cordee.spaces.queries import threads
from cordee.spaces.queries.library import original_of
from cordee.spaces.queries.merging import merged_into
from cordee.spaces.views.polls import poll_shown
from cordee.spaces.views.viewing import viewing


@viewing
def thread(request: HttpRequest, who: access.Viewer, post_id: UUID) -> HttpResponse:
    """The page of a contribution; ``?after=`` gives the next part of its conversation, ``?at=`` jumps to a reply."""
    cursor = request.GET.get("after") or None
    if at := request.GET.get("at"):
        cursor = threads.cursor_before(threads.comment_read(who, _uuid(at)))
    try:
        found = threads.thread(who, post_id, cursor)
    except Missing:
        if into := merged_into(who, post_id):
            return redirect(f"{into.url}?at={at}#c-{at}" if at else into.url)
        raise
    if found.post.merged_into_id and (into := merged_into(who, post_id)):
        return redirect(into.url)
    context = thread_context(who, found)
    template = (
        "spaces/conversation.html" if getattr(request, "htmx", False) and cursor else "spaces/thread.html"
    )
    return render(request, template, context)


def thread_context(who: access.Viewer, found: threads.Thread) -> dict[str, object]:
    """What the templates of a thread need."""
    space = found.post.space
    is_open = found.post.removed_at is None and found.post.locked_at is None
    may_contribute = (
        is_open
        and who.belongs(space)
        and not who.must_accept(space, found.charter_version)
        and access.may_write(who)
    )
    return {
        "thread": found,
        "post": found.post,
        "space": space,
        "meanings": meanings(),
        "original": original_of(who, found.post),
        "poll": poll_shown(who, found.post, may_vote=who.belongs(space)),
        "may_contribute": may_contribute,
        "must_accept": who.belongs(space) and who.must_accept(space, found.charter_version),
        "belongs": who.belongs(space),
        "is_open": is_open,
        "facilitates": who.facilitates(space),
        "may_put_back": access.may_edit(who, found.post) or who.facilitates(space),
        "may_edit": access.may_edit(who, found.post),
        "may_resolve": access.may_resolve(who, found.post, space),
        "draft_place": f"reply:{found.post.id}",
        "nav_current": "spaces",
    }


def meanings() -> list[tuple[str, str]]:
    """What a reaction can mean, in words: said once a page, not once a reply."""
    return [(value, str(label)) for value, label in Reaction.Meaning.choices]


@viewing
def history(
    request: HttpRequest, who: access.Viewer, post_id: UUID, comment_id: UUID | None = None
) -> HttpResponse:
    """What a contribution or a reply said before."""
    post = threads.post_read(who, post_id)
    comment = threads.comment_read(who, comment_id) if comment_id else None
    context = {
        "post": post,
        "space": post.space,
        "comment": comment,
        "page": threads.revisions(who, post, comment, request.GET.get("after")),
        "nav_current": "spaces",
    }
    return render(request, "spaces/history.html", context)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Missing(_("This reply does not exist, or is not open to you.")) from None
