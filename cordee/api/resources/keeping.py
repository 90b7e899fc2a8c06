"""Operations: keeping for later, duplicates, practice libraries."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Status

from cordee.api import shapes
from cordee.api.auth import who
from cordee.api.resources import answers
from cordee.api.schemas import PageOf, Text
from cordee.api.schemas import keeping as schemas
from cordee.core.errors import Missing
from cordee.spaces.actions import bookmarks, duplicates, library
from cordee.spaces.actions.readings import count_readings, note_reading
from cordee.spaces.queries import bookmarks as kept
from cordee.spaces.queries import library as shelves
from cordee.spaces.queries import threads
from cordee.spaces.queries.readings import is_counted
from cordee.spaces.queries.spaces import space_seen
from cordee.spaces.views.viewing import actor

router = Router(tags=["Keeping"])
DONE = answers(None, 204)
NOTE = answers(schemas.NoteKeptOut)
PRACTICE = answers(schemas.PracticeOut)


@router.get("/me/bookmarks", response=answers(PageOf[schemas.BookmarkOut]), summary="What I keep for later")
def list_bookmarks(request: HttpRequest, q: Text = "", after: Text | None = None) -> Any:
    """Newest first; nobody else sees them. ``q``: words of the note or the title."""
    return shapes.page(kept.bookmarks(who(request), words=q, cursor=after))


@router.get("/posts/{post_id}/bookmark", response=NOTE, summary="Do I keep this contribution")
def read_bookmark(request: HttpRequest, post_id: UUID) -> Any:
    """With the note; null when it is not kept."""
    viewer = who(request)
    return {"note": kept.note_of(viewer, threads.post_read(viewer, post_id))}


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


@router.get("/comments/{comment_id}/bookmark", response=NOTE, summary="Do I keep this reply")
def read_comment_bookmark(request: HttpRequest, comment_id: UUID) -> Any:
    """With the note; null when it is not kept."""
    viewer = who(request)
    comment = threads.comment_read(viewer, comment_id)
    return {"note": kept.note_of(viewer, comment.post, comment)}


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


@router.put("/posts/{post_id}/reading", response=DONE, summary="I read this")
def put_reading(request: HttpRequest, post_id: UUID) -> Any:
    """Sent once somebody stayed some ten seconds with another's contribution; counts once, unless they said not to."""
    note_reading(actor(request), threads.post_read(who(request), post_id), now=timezone.now())
    return Status(204, None)


@router.get("/me/readings", response=answers(schemas.CountedOut), summary="Is what I read counted")
def read_counted(request: HttpRequest) -> Any:
    """Nobody is shown who read what."""
    return {"counted": is_counted(actor(request))}


@router.put("/me/readings", response=answers(schemas.CountedOut), summary="Count what I read, or not")
def put_counted(request: HttpRequest, sent: schemas.CountedIn) -> Any:
    """Not: what was counted is forgotten, too."""
    count_readings(actor(request), counted=sent.counted, now=timezone.now())
    return {"counted": sent.counted}


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
    "/spaces/{slug}/library/offers", response=answers(PageOf[schemas.PracticeOut]), summary="What is offered"
)
def list_offers(request: HttpRequest, slug: Text, after: Text | None = None) -> Any:
    """For facilitators: oldest first."""
    viewer = who(request)
    return shapes.page(shelves.offers(viewer, space_seen(viewer, slug), after))


def _practice(request: HttpRequest, post_id: UUID, act: Any, **details: Any) -> Any:
    viewer = who(request)
    post = threads.post_read(viewer, post_id)
    act(actor(request), post, now=timezone.now(), **details)
    return shelves.practice_of(viewer, post)


@router.get("/posts/{post_id}/practice", response=PRACTICE, summary="How it stands to the library")
def read_practice(request: HttpRequest, post_id: UUID) -> Any:
    """404 when nobody offered it."""
    viewer = who(request)
    found = shelves.practice_of(viewer, threads.post_read(viewer, post_id))
    if found is None:
        raise Missing(_("Nobody has offered this for the library."))
    return found


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
