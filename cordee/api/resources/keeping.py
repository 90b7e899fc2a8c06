"""Operations: following and keeping, polls, duplicates, practice libraries."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import File, Router, Status
from ninja.files import UploadedFile

from cordee.api import shapes
from cordee.api.auth import who
from cordee.api.resources import answers
from cordee.api.schemas import PageOf, Text
from cordee.api.schemas import keeping as schemas
from cordee.core.errors import Missing
from cordee.people.queries import person_by_handle, skill_by_slug
from cordee.spaces import access
from cordee.spaces.actions import bookmarks, duplicates, following, library, polls
from cordee.spaces.actions.covers import set_cover
from cordee.spaces.actions.posts import publish
from cordee.spaces.models import Post, Space
from cordee.spaces.queries import bookmarks as kept
from cordee.spaces.queries import following as followed
from cordee.spaces.queries import library as shelves
from cordee.spaces.queries import threads
from cordee.spaces.queries.polls import poll_of
from cordee.spaces.queries.spaces import space_seen
from cordee.spaces.views.viewing import actor

router = Router(tags=["Following and keeping"])
STATE = answers(schemas.StateOut)
DONE = answers(None, 204)


@router.get("/me/follows", response=answers(PageOf[schemas.FollowOut]), summary="What I follow")
def list_follows(request: HttpRequest, what: Text = "", after: Text | None = None) -> Any:
    """Newest first, with what I mute. ``what``: space, post, somebody or skill."""
    return shapes.page(followed.follows(who(request), what=what, cursor=after))


@router.delete("/me/follows/{follow_id}", response=DONE, summary="Stop following something of the list")
def delete_follow(request: HttpRequest, follow_id: UUID) -> Any:
    """Also for what I may no longer read."""
    following.stop(actor(request), follow_id, now=timezone.now())
    return Status(204, None)


def _space(viewer: access.Viewer, slug: str) -> Space:
    space = space_seen(viewer, slug)
    access.check_reads(viewer, space)
    return space


def _followed(request: HttpRequest, sent: schemas.StateIn | None, **target: Any) -> dict[str, str]:
    if sent is None:
        following.unfollow(actor(request), now=timezone.now(), **target)
        return {"state": following.NONE}
    act = following.mute if sent.muted else following.follow
    act(actor(request), now=timezone.now(), **target)
    return {"state": following.MUTED if sent.muted else following.FOLLOWING}


@router.get("/spaces/{slug}/follow", response=STATE, summary="Do I follow this space")
def read_space_follow(request: HttpRequest, slug: Text) -> Any:
    """following, muted or none."""
    viewer = who(request)
    return {"state": followed.state_of(viewer, space=_space(viewer, slug))}


@router.put("/spaces/{slug}/follow", response=STATE, summary="Follow a space")
def put_space_follow(request: HttpRequest, slug: Text, sent: schemas.StateIn) -> Any:
    """Or mute it."""
    return _followed(request, sent, space=_space(who(request), slug))


@router.delete("/spaces/{slug}/follow", response=STATE, summary="Stop following a space")
def delete_space_follow(request: HttpRequest, slug: Text) -> Any:
    """Nothing happens when one did not."""
    return _followed(request, None, space=_space(who(request), slug))


@router.get("/posts/{post_id}/follow", response=STATE, summary="Do I follow this thread")
def read_post_follow(request: HttpRequest, post_id: UUID) -> Any:
    """Who wrote in it hears of it with the state "none" too, until they mute it."""
    viewer = who(request)
    return {"state": followed.state_of(viewer, post=threads.post_read(viewer, post_id))}


@router.put("/posts/{post_id}/follow", response=STATE, summary="Follow a thread")
def put_post_follow(request: HttpRequest, post_id: UUID, sent: schemas.StateIn) -> Any:
    """Or mute it: that is how who wrote in it hears no more."""
    return _followed(request, sent, post=threads.post_read(who(request), post_id))


@router.delete("/posts/{post_id}/follow", response=STATE, summary="Stop following a thread")
def delete_post_follow(request: HttpRequest, post_id: UUID) -> Any:
    """Nothing happens when one did not."""
    return _followed(request, None, post=threads.post_read(who(request), post_id))


@router.put("/people/{handle}/follow", response=STATE, summary="Follow somebody")
def put_person_follow(request: HttpRequest, handle: Text, sent: schemas.StateIn) -> Any:
    """What they contribute, as far as the caller may read it."""
    return _followed(request, sent, somebody=person_by_handle(handle))


@router.delete("/people/{handle}/follow", response=STATE, summary="Stop following somebody")
def delete_person_follow(request: HttpRequest, handle: Text) -> Any:
    """Nothing happens when one did not."""
    return _followed(request, None, somebody=person_by_handle(handle))


@router.put("/skills/{slug}/follow", response=STATE, summary="Follow a skill")
def put_skill_follow(request: HttpRequest, slug: Text, sent: schemas.StateIn) -> Any:
    """What is contributed on it, as far as the caller may read it."""
    return _followed(request, sent, skill=skill_by_slug(slug))


@router.delete("/skills/{slug}/follow", response=STATE, summary="Stop following a skill")
def delete_skill_follow(request: HttpRequest, slug: Text) -> Any:
    """Nothing happens when one did not."""
    return _followed(request, None, skill=skill_by_slug(slug))


@router.get("/me/bookmarks", response=answers(PageOf[schemas.BookmarkOut]), summary="What I keep for later")
def list_bookmarks(request: HttpRequest, q: Text = "", after: Text | None = None) -> Any:
    """Newest first; nobody else sees them. ``q``: words of the note or the title."""
    return shapes.page(kept.bookmarks(who(request), words=q, cursor=after))


@router.put("/posts/{post_id}/bookmark", response=DONE, summary="Keep a contribution for later")
def put_bookmark(request: HttpRequest, post_id: UUID, sent: schemas.BookmarkIn) -> Any:
    """With a note for oneself."""
    post = threads.post_read(who(request), post_id)
    bookmarks.keep(actor(request), post, note=sent.note, now=timezone.now())
    return Status(204, None)


@router.delete("/posts/{post_id}/bookmark", response=DONE, summary="Keep it no longer")
def delete_bookmark(request: HttpRequest, post_id: UUID) -> Any:
    """Nothing happens when it was not kept."""
    bookmarks.drop(actor(request), threads.post_read(who(request), post_id))
    return Status(204, None)


@router.put("/comments/{comment_id}/bookmark", response=DONE, summary="Keep a reply for later")
def put_comment_bookmark(request: HttpRequest, comment_id: UUID, sent: schemas.BookmarkIn) -> Any:
    """With a note for oneself."""
    comment = threads.comment_read(who(request), comment_id)
    bookmarks.keep(actor(request), comment.post, comment=comment, note=sent.note, now=timezone.now())
    return Status(204, None)


@router.delete("/comments/{comment_id}/bookmark", response=DONE, summary="Keep a reply no longer")
def delete_comment_bookmark(request: HttpRequest, comment_id: UUID) -> Any:
    """Nothing happens when it was not kept."""
    comment = threads.comment_read(who(request), comment_id)
    bookmarks.drop(actor(request), comment.post, comment=comment)
    return Status(204, None)


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


@router.get(
    "/posts/{post_id}/duplicate", response=answers(schemas.OriginalOut), summary="Was it asked before"
)
def read_duplicate(request: HttpRequest, post_id: UUID) -> Any:
    """The question asked before, where the caller may read it."""
    viewer = who(request)
    return {"original": shelves.original_of(viewer, threads.post_read(viewer, post_id))}


@router.put("/posts/{post_id}/duplicate", response=DONE, summary="Point to the question asked before")
def put_duplicate(request: HttpRequest, post_id: UUID, sent: schemas.DuplicateIn) -> Any:
    """By who asked, or by a facilitator."""
    viewer = who(request)
    post = threads.post_read(viewer, post_id)
    duplicates.mark_duplicate(actor(request), post, threads.post_read(viewer, sent.of), now=timezone.now())
    return Status(204, None)


@router.delete("/posts/{post_id}/duplicate", response=DONE, summary="It is a question of its own")
def delete_duplicate(request: HttpRequest, post_id: UUID) -> Any:
    """By who asked, or by a facilitator."""
    duplicates.unmark_duplicate(actor(request), threads.post_read(who(request), post_id), now=timezone.now())
    return Status(204, None)


@router.get("/spaces/{slug}/library", response=answers(PageOf[schemas.PracticeOut]), summary="A library")
def list_library(request: HttpRequest, slug: Text, stale: bool = False, after: Text | None = None) -> Any:
    """What is due to be checked first; ``stale``: only that."""
    viewer = who(request)
    space = space_seen(viewer, slug)
    return shapes.page(shelves.shelf(viewer, space, today=timezone.localdate(), stale=stale, cursor=after))


@router.get(
    "/spaces/{slug}/library/offers", response=answers(list[schemas.PracticeOut]), summary="What is offered"
)
def list_offers(request: HttpRequest, slug: Text) -> Any:
    """For facilitators: oldest first, a hundred at most."""
    viewer = who(request)
    return shelves.offers(viewer, space_seen(viewer, slug))


def _practice(request: HttpRequest, post_id: UUID, act: Any, **details: Any) -> Any:
    viewer = who(request)
    post = threads.post_read(viewer, post_id)
    act(actor(request), post, now=timezone.now(), **details)
    return shelves.practice_of(viewer, post)


PRACTICE = answers(schemas.PracticeOut)


@router.put("/posts/{post_id}/practice", response=PRACTICE, summary="Offer for the library")
def put_practice(request: HttpRequest, post_id: UUID) -> Any:
    """An experience, a tip or a resource; by any member."""
    return _practice(request, post_id, library.offer)


@router.put("/posts/{post_id}/practice/agreement", response=PRACTICE, summary="Take it into the library")
def put_agreement(request: HttpRequest, post_id: UUID, sent: schemas.AgreementIn) -> Any:
    """By a facilitator."""
    return _practice(request, post_id, library.agree, check_on=sent.check_on)


@router.put("/posts/{post_id}/practice/refusal", response=PRACTICE, summary="Decline, or take it out")
def put_refusal(request: HttpRequest, post_id: UUID, sent: schemas.RefusalIn) -> Any:
    """By a facilitator, with a word on why."""
    return _practice(request, post_id, library.decline, note=sent.note)


@router.put("/posts/{post_id}/practice/verification", response=PRACTICE, summary="It still holds")
def put_verification(request: HttpRequest, post_id: UUID) -> Any:
    """By a facilitator or its author: checked again after as long as last time."""
    return _practice(request, post_id, library.verify)


@router.post("/spaces/{slug}/cover", response=DONE, summary="Give a space its cover")
def post_cover(request: HttpRequest, slug: Text, image: UploadedFile = File(...)) -> Any:  # noqa: B008 (ninja's way)
    """By a facilitator: PNG, JPEG, WebP or GIF."""
    set_cover(actor(request), space_seen(who(request), slug), image, now=timezone.now())
    return Status(204, None)


@router.delete("/spaces/{slug}/cover", response=DONE, summary="Take the cover away")
def delete_cover(request: HttpRequest, slug: Text) -> Any:
    """By a facilitator; the space shows its mountains again."""
    set_cover(actor(request), space_seen(who(request), slug), None, now=timezone.now())
    return Status(204, None)
