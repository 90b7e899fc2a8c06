"""Operations: following spaces, threads, people and skills; muting."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from cordee.api import shapes
from cordee.api.auth import who
from cordee.api.resources import answers
from cordee.api.schemas import PageOf, Text
from cordee.api.schemas import keeping as schemas
from cordee.people.queries import person_by_handle, skill_by_slug
from cordee.spaces import access
from cordee.spaces.actions import following
from cordee.spaces.models import Space
from cordee.spaces.queries import following as followed
from cordee.spaces.queries import threads
from cordee.spaces.queries.spaces import space_seen
from cordee.spaces.views.viewing import actor

router = Router(tags=["Following"])
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


@router.get("/people/{handle}/follow", response=STATE, summary="Do I follow this person")
def read_person_follow(request: HttpRequest, handle: Text) -> Any:
    """following, muted or none."""
    return {"state": followed.state_of(who(request), somebody=person_by_handle(handle))}


@router.put("/people/{handle}/follow", response=STATE, summary="Follow somebody")
def put_person_follow(request: HttpRequest, handle: Text, sent: schemas.StateIn) -> Any:
    """What they contribute, as far as the caller may read it."""
    return _followed(request, sent, somebody=person_by_handle(handle))


@router.delete("/people/{handle}/follow", response=STATE, summary="Stop following somebody")
def delete_person_follow(request: HttpRequest, handle: Text) -> Any:
    """Nothing happens when one did not."""
    return _followed(request, None, somebody=person_by_handle(handle))


@router.get("/skills/{slug}/follow", response=STATE, summary="Do I follow this skill")
def read_skill_follow(request: HttpRequest, slug: Text) -> Any:
    """following, muted or none."""
    return {"state": followed.state_of(who(request), skill=skill_by_slug(slug))}


@router.put("/skills/{slug}/follow", response=STATE, summary="Follow a skill")
def put_skill_follow(request: HttpRequest, slug: Text, sent: schemas.StateIn) -> Any:
    """What is contributed on it, as far as the caller may read it."""
    return _followed(request, sent, skill=skill_by_slug(slug))


@router.delete("/skills/{slug}/follow", response=STATE, summary="Stop following a skill")
def delete_skill_follow(request: HttpRequest, slug: Text) -> Any:
    """Nothing happens when one did not."""
    return _followed(request, None, skill=skill_by_slug(slug))
