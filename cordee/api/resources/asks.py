"""Operations: questions that are put to people."""

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
from cordee.api.schemas import asks as schemas
from cordee.asks.actions.owning import release, take
from cordee.asks.actions.responding import decline, name_somebody, pass_on, say_not_mine
from cordee.asks.actions.watching import still_waits, switch
from cordee.asks.actions.wishes import set_pace, set_wishes
from cordee.asks.choosing import Stage
from cordee.asks.queries import mine, waiting
from cordee.asks.queries.thread import Standing, standing_of
from cordee.asks.views.asks import named
from cordee.core.errors import Invalid
from cordee.spaces.models import Post
from cordee.spaces.queries.spaces import space_seen
from cordee.spaces.queries.threads import post_read
from cordee.spaces.views.viewing import actor

router = Router(tags=["Asks"])
DONE = answers(None, 204)


@router.get("/me/asks", response=answers(PageOf[schemas.AskOut]), summary="What I am asked")
def list_asks(request: HttpRequest) -> Any:
    """What waits for the caller's word, the most valuable first: twenty at most."""
    return {"items": mine.open_asks(actor(request).id), "next": None}


@router.get("/me/asks/past", response=answers(PageOf[schemas.AskOut]), summary="What I was asked before")
def list_past_asks(request: HttpRequest, after: Text | None = None) -> Any:
    """Newest first."""
    return shapes.page(mine.past_asks(actor(request).id, after))


@router.get("/me/asks/{ask_id}", response=answers(schemas.AskOut), summary="One question that I was asked")
def read_ask(request: HttpRequest, ask_id: UUID) -> Any:
    """Nobody else's are there."""
    return mine.one_ask(actor(request), ask_id)


@router.put("/me/asks/{ask_id}/response", response=answers(schemas.AskOut), summary="Say what becomes of it")
def respond(request: HttpRequest, ask_id: UUID, sent: schemas.ResponseIn) -> Any:
    """Answering is a reply like any other. What is said here is told to nobody."""
    me, now = actor(request), timezone.now()
    found = mine.one_ask(me, ask_id)
    match sent.response:
        case "decline":
            decline(me, ask_id, now=now)
        case "not-mine":
            say_not_mine(me, ask_id, now=now)
        case "take":
            if sent.until is None:
                _refuse("until", _("Choose a day within a month from now."))
            assert sent.until is not None
            take(me, post_read(who(request), found.post_id), until=sent.until, now=now)
        case "pass":
            pass_on(me, ask_id, named(sent.to or ""), now=now)
        case _:
            _refuse("response", _("There is no such answer."))
    return mine.one_ask(me, ask_id)


@router.get("/me/asking", response=answers(schemas.WishesOut), summary="How I want to be asked")
def read_wishes(request: HttpRequest) -> Any:
    """Two questions a week until one chooses."""
    return mine.wishes_of(actor(request))


@router.put("/me/asking", response=answers(schemas.WishesOut), summary="Choose how I want to be asked")
def put_wishes(request: HttpRequest, sent: schemas.WishesIn) -> Any:
    """All of it at once."""
    set_wishes(actor(request), now=timezone.now(), **sent.dict())
    return mine.wishes_of(actor(request))


@router.get("/posts/{post_id}/asking", response=answers(schemas.AskingOut), summary="How a question stands")
def read_asking(request: HttpRequest, post_id: UUID) -> Any:
    """Who was asked is told to nobody here."""
    return _standing(request, post_read(who(request), post_id))


@router.put(
    "/posts/{post_id}/asking", response=answers(schemas.AskingOut), summary="Have others asked, or not"
)
def put_asking(request: HttpRequest, post_id: UUID, sent: schemas.AskingIn) -> Any:
    """For who asks the question."""
    post, now = post_read(who(request), post_id), timezone.now()
    if sent.on is not None:
        switch(actor(request), post, on=sent.on, now=now)
    if sent.still_waits:
        still_waits(actor(request), post, now=now)
    return _standing(request, post)


@router.put(
    "/posts/{post_id}/owner", response=answers(schemas.AskingOut), summary="See to a question by a day"
)
def put_owner(request: HttpRequest, post_id: UUID, sent: schemas.UntilIn) -> Any:
    """Nobody else is asked until then; again, with another day, moves the day."""
    post = post_read(who(request), post_id)
    take(actor(request), post, until=sent.until, now=timezone.now())
    return _standing(request, post)


@router.delete("/posts/{post_id}/owner", response=DONE, summary="Give a question back")
def delete_owner(request: HttpRequest, post_id: UUID) -> Any:
    """By who sees to it, or a facilitator. Nothing happens when nobody does."""
    release(actor(request), post_read(who(request), post_id), now=timezone.now())
    return Status(204, None)


@router.post("/posts/{post_id}/asks", response=DONE, summary="Put a question to somebody")
def post_ask(request: HttpRequest, post_id: UUID, sent: schemas.NamedIn) -> Any:
    """For facilitators, within the limits that the person set."""
    post = post_read(who(request), post_id)
    name_somebody(actor(request), post, named(sent.to), now=timezone.now())
    return Status(204, None)


@router.get(
    "/spaces/{slug}/waiting", response=answers(PageOf[schemas.WaitingOut]), summary="Questions that wait"
)
def list_waiting(request: HttpRequest, slug: str, after: Text | None = None) -> Any:
    """The longest first, with who was asked. For facilitators."""
    viewer = who(request)
    return shapes.page(waiting.waiting_in(viewer, space_seen(viewer, slug), after), _waiting)


@router.get("/spaces/{slug}/asking", response=answers(schemas.AskingPaceOut), summary="How fast a space asks")
def read_pace(request: HttpRequest, slug: str) -> Any:
    """Everybody who knows of the space may know."""
    return waiting.pace_of(space_seen(who(request), slug))


@router.put(
    "/spaces/{slug}/asking", response=answers(schemas.AskingPaceOut), summary="Choose how fast a space asks"
)
def put_pace(request: HttpRequest, slug: str, sent: schemas.AskingPaceIn) -> Any:
    """For facilitators."""
    space = space_seen(who(request), slug)
    return set_pace(actor(request), space, now=timezone.now(), **sent.dict())


def _standing(request: HttpRequest, post: Post) -> dict[str, Any]:
    viewer = who(request)
    found: Standing = standing_of(post, viewer.person.id)
    concerned = post.author_id == viewer.person.id or viewer.facilitates(post.space)
    owner = found.owner and {**found.owner, "person_id": found.owner["id"]}
    return {
        "state": found.state,
        "stage": Stage(found.stage).name.lower(),
        "asked": (found.asked or 0) if concerned else None,
        "next_step_at": found.stage_ends_at if concerned and found.state == "waiting" else None,
        "owner": owner,
    }


def _waiting(one: waiting.Waiting) -> dict[str, Any]:
    same = ("post_id", "title", "excerpt", "since", "state", "author", "asked", "until", "url")
    return {
        **{name: getattr(one, name) for name in same},
        "stage": Stage(one.stage).name.lower(),
        "next_step_at": one.stage_ends_at if one.state == "waiting" else None,
    }


def _refuse(field: str, message: str) -> None:
    raise Invalid(message, fields={field: message})
