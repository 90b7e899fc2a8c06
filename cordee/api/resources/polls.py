"""Operations: asking a group to choose, and choosing."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Status

from cordee.api.auth import who
from cordee.api.resources import answers
from cordee.api.schemas import Text
from cordee.api.schemas import keeping as schemas
from cordee.core.errors import Missing
from cordee.spaces import access
from cordee.spaces.actions import polls
from cordee.spaces.actions.posts import publish
from cordee.spaces.models import Post
from cordee.spaces.queries import threads
from cordee.spaces.queries.polls import poll_of
from cordee.spaces.queries.spaces import space_seen
from cordee.spaces.views.viewing import actor

router = Router(tags=["Polls"])


@router.post("/spaces/{slug}/polls", response=answers(schemas.PublishedPollOut, 201), summary="Ask to choose")
def create_poll(request: HttpRequest, slug: Text, sent: schemas.PollIn) -> Any:
    """A contribution of the kind "poll", with its options."""
    viewer = who(request)
    ballot = polls.Ballot(sent.options, sent.several, sent.closes_at)
    post = publish(
        actor(request),
        space_seen(viewer, slug),
        kind=Post.Kind.POLL,
        title=sent.title,
        body=sent.body,
        skills=sent.skills,
        ballot=ballot,
        now=timezone.now(),
    )
    return Status(201, {"id": post.id} | _poll(viewer, post))


@router.get("/posts/{post_id}/poll", response=answers(schemas.PollOut), summary="A poll")
def read_poll(request: HttpRequest, post_id: UUID) -> Any:
    """Its options; with its result where the caller may know it."""
    viewer = who(request)
    return _poll(viewer, threads.post_read(viewer, post_id))


@router.put("/posts/{post_id}/vote", response=answers(schemas.PollOut), summary="Vote")
def put_vote(request: HttpRequest, post_id: UUID, sent: schemas.VoteIn) -> Any:
    """It replaces what one chose before, until the poll closes. Nobody sees who chose what."""
    viewer = who(request)
    post = threads.post_read(viewer, post_id)
    polls.vote(actor(request), post, sent.choices, now=timezone.now())
    return _poll(viewer, post)


@router.delete("/posts/{post_id}/vote", response=answers(schemas.PollOut), summary="Take my vote back")
def delete_vote(request: HttpRequest, post_id: UUID) -> Any:
    """Until the poll closes."""
    viewer = who(request)
    post = threads.post_read(viewer, post_id)
    polls.withdraw_vote(actor(request), post, now=timezone.now())
    return _poll(viewer, post)


def _poll(viewer: access.Viewer, post: Post) -> dict[str, Any]:
    if post.kind != Post.Kind.POLL:
        raise Missing(_("This contribution is not a poll."))
    found = poll_of(viewer, post, may_vote=viewer.belongs(post.space), now=timezone.now())
    names = ("several", "closes_at", "closed", "voted", "shown", "voters", "options")
    return {name: getattr(found, name) for name in names}
