"""Contributions, replies, reactions, accepted answers."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Status

from cordee.api import shapes
from cordee.api.auth import who
from cordee.api.resources import answers
from cordee.api.schemas import (
    AnswerIn,
    BodyIn,
    CommentIn,
    CommentOut,
    MeaningsOut,
    PageOf,
    PostChange,
    PostIn,
    PostLineOut,
    PostOut,
    ReactionIn,
    RevisionOut,
    Text,
)
from cordee.core.errors import Missing
from cordee.media.queries import file_brought
from cordee.people.queries import skill_by_slug
from cordee.spaces import access
from cordee.spaces.actions.comments import edit_comment, reply
from cordee.spaces.actions.posts import edit_post, publish
from cordee.spaces.actions.reactions import react, withdraw
from cordee.spaces.actions.removals import delete
from cordee.spaces.actions.resolutions import accept_answer, unaccept_answer
from cordee.spaces.models import Comment, Post
from cordee.spaces.queries import threads
from cordee.spaces.queries.posts import posts_in, posts_on
from cordee.spaces.queries.spaces import space_seen
from cordee.spaces.views.viewing import actor

router = Router(tags=["Contributions"])


@router.get("/spaces/{slug}/posts", response=answers(PageOf[PostLineOut]), summary="Contributions to a space")
def list_posts(request: HttpRequest, slug: Text, show: Text = "", after: Text | None = None) -> Any:
    """Last active first. ``show`` is a kind, or "unanswered"."""
    viewer = who(request)
    return shapes.page(posts_in(viewer, space_seen(viewer, slug), show=show, cursor=after))


@router.post("/spaces/{slug}/posts", response=answers(PostOut, 201), summary="Contribute")
def create_post(request: HttpRequest, slug: Text, sent: PostIn) -> Any:
    """The charter must be accepted; the problem type is then /problems/charter-needed."""
    viewer = who(request)
    given = sent.dict(exclude={"attachment"})
    attachment = file_brought(viewer.person.id, sent.attachment) if sent.attachment else None
    space = space_seen(viewer, slug)
    made = publish(actor(request), space, attachment=attachment, now=timezone.now(), **given)
    return Status(201, shapes.post(threads.thread(viewer, made.id)))


@router.get("/skills/{slug}/posts", response=answers(PageOf[PostLineOut]), summary="Contributions on a skill")
def list_posts_on(request: HttpRequest, slug: Text, after: Text | None = None) -> Any:
    """Those that the caller may read, newest first."""
    return shapes.page(posts_on(who(request), skill_by_slug(slug), cursor=after))


@router.get("/posts/{post_id}", response=answers(PostOut), summary="A contribution")
def read_post(request: HttpRequest, post_id: UUID) -> Any:
    """With its accepted answer; the conversation has its own pages."""
    return shapes.post(threads.thread(who(request), post_id))


@router.put("/posts/{post_id}", response=answers(PostOut), summary="Edit my contribution")
def put_post(request: HttpRequest, post_id: UUID, sent: PostChange) -> Any:
    """What stood before stays in its history."""
    viewer = who(request)
    edit_post(actor(request), threads.post_read(viewer, post_id), now=timezone.now(), **sent.dict())
    return shapes.post(threads.thread(viewer, post_id))


@router.get("/posts/{post_id}/history", response=answers(PageOf[RevisionOut]), summary="What it said before")
def list_history(request: HttpRequest, post_id: UUID, after: Text | None = None) -> Any:
    """Newest first."""
    viewer = who(request)
    return shapes.page(threads.revisions(viewer, threads.post_read(viewer, post_id), None, after))


@router.get("/posts/{post_id}/comments", response=answers(PageOf[CommentOut]), summary="The conversation")
def list_comments(request: HttpRequest, post_id: UUID, after: Text | None = None) -> Any:
    """In reading order: first-level replies with theirs below."""
    viewer = who(request)
    found = threads.conversation(viewer, threads.post_read(viewer, post_id), after)
    return {"items": [shapes.comment(view) for view in found.comments], "next": found.next}


@router.post("/posts/{post_id}/comments", response=answers(CommentOut, 201), summary="Reply")
def create_comment(request: HttpRequest, post_id: UUID, sent: CommentIn) -> Any:
    """To the contribution, or to a reply (``to``)."""
    viewer = who(request)
    post = threads.post_read(viewer, post_id)
    to = _on(viewer, post, sent.to) if sent.to else None
    made = reply(actor(request), post, body=sent.body, to=to, now=timezone.now())
    return Status(201, shapes.comment(threads.one_comment(viewer, made)))


@router.put("/comments/{comment_id}", response=answers(CommentOut), summary="Edit my reply")
def put_comment(request: HttpRequest, comment_id: UUID, sent: BodyIn) -> Any:
    """What stood before stays in its history."""
    viewer = who(request)
    edit_comment(actor(request), threads.comment_read(viewer, comment_id), body=sent.body, now=timezone.now())
    return shapes.comment(threads.one_comment(viewer, threads.comment_read(viewer, comment_id)))


@router.get(
    "/comments/{comment_id}/history",
    response=answers(PageOf[RevisionOut]),
    summary="What a reply said before",
)
def list_comment_history(request: HttpRequest, comment_id: UUID, after: Text | None = None) -> Any:
    """Newest first."""
    viewer = who(request)
    comment = threads.comment_read(viewer, comment_id)
    return shapes.page(threads.revisions(viewer, comment.post, comment, after))


@router.put("/posts/{post_id}/resolution", response=answers(None, 204), summary="Accept an answer")
def put_resolution(request: HttpRequest, post_id: UUID, sent: AnswerIn) -> Any:
    """By who asked, or by a facilitator."""
    viewer = who(request)
    post = threads.post_read(viewer, post_id)
    accept_answer(actor(request), _on(viewer, post, sent.answer), now=timezone.now())
    return Status(204, None)


@router.delete("/posts/{post_id}/resolution", response=answers(None, 204), summary="Open the question again")
def delete_resolution(request: HttpRequest, post_id: UUID) -> Any:
    """By who asked, or by a facilitator."""
    unaccept_answer(actor(request), threads.post_read(who(request), post_id), now=timezone.now())
    return Status(204, None)


@router.put(
    "/posts/{post_id}/reactions/{meaning}", response=answers(MeaningsOut), summary="React to a contribution"
)
def put_reaction(request: HttpRequest, post_id: UUID, meaning: Text, sent: ReactionIn) -> Any:
    """useful, thanks, observed, tried, adapted, taught."""
    viewer = who(request)
    post = threads.post_read(viewer, post_id)
    react(actor(request), post, meaning=meaning, note=sent.note, now=timezone.now())
    return shapes.meanings(threads.meanings_of(viewer, post))


@router.delete(
    "/posts/{post_id}/reactions/{meaning}", response=answers(MeaningsOut), summary="Take a reaction back"
)
def delete_reaction(request: HttpRequest, post_id: UUID, meaning: Text) -> Any:
    """Nothing happens when it was not given."""
    viewer = who(request)
    post = threads.post_read(viewer, post_id)
    withdraw(actor(request), post, meaning=meaning, now=timezone.now())
    return shapes.meanings(threads.meanings_of(viewer, post))


@router.put(
    "/comments/{comment_id}/reactions/{meaning}", response=answers(MeaningsOut), summary="React to a reply"
)
def put_comment_reaction(request: HttpRequest, comment_id: UUID, meaning: Text, sent: ReactionIn) -> Any:
    """The same meanings as for a contribution."""
    viewer = who(request)
    comment = threads.comment_read(viewer, comment_id)
    react(actor(request), comment.post, comment=comment, meaning=meaning, note=sent.note, now=timezone.now())
    return shapes.meanings(threads.meanings_of(viewer, comment.post, comment))


@router.delete(
    "/comments/{comment_id}/reactions/{meaning}", response=answers(MeaningsOut), summary="Take it back"
)
def delete_comment_reaction(request: HttpRequest, comment_id: UUID, meaning: Text) -> Any:
    """Nothing happens when it was not given."""
    viewer = who(request)
    comment = threads.comment_read(viewer, comment_id)
    withdraw(actor(request), comment.post, comment=comment, meaning=meaning, now=timezone.now())
    return shapes.meanings(threads.meanings_of(viewer, comment.post, comment))


@router.delete("/posts/{post_id}", response=answers(None, 204), summary="Delete my contribution")
def delete_post(request: HttpRequest, post_id: UUID) -> Any:
    """It can be put back for thirty days."""
    delete(actor(request), threads.post_read(who(request), post_id), now=timezone.now())
    return Status(204, None)


@router.delete("/comments/{comment_id}", response=answers(None, 204), summary="Delete my reply")
def delete_comment(request: HttpRequest, comment_id: UUID) -> Any:
    """It can be put back for thirty days."""
    delete(actor(request), threads.comment_read(who(request), comment_id), now=timezone.now())
    return Status(204, None)


def _on(viewer: access.Viewer, post: Post, comment_id: UUID) -> Comment:
    comment = threads.comment_read(viewer, comment_id)
    if comment.post_id != post.id:
        raise Missing(_("This reply does not exist, or is not open to you."))
    return comment
