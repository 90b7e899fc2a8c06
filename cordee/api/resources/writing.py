"""What surrounds writing: drafts, images, the page of the day."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Form, Path, Router, Status
from ninja.files import UploadedFile

from cordee.api import shapes
from cordee.api.auth import who
from cordee.api.resources import answers
from cordee.api.schemas import DraftIn, DraftOut, FileOut, Text, TodayOut
from cordee.media.actions import store_attachment, store_image
from cordee.spaces import access
from cordee.spaces.actions.drafts import discard, keep
from cordee.spaces.queries.charters import version_in_force
from cordee.spaces.queries.drafts import draft_at
from cordee.spaces.queries.spaces import space_seen
from cordee.spaces.queries.today import news, suggestions
from cordee.spaces.views.viewing import actor

router = Router(tags=["Writing"])


@router.get("/drafts/{place}", response=answers(DraftOut) | {204: None}, summary="What I was writing")
def read_draft(request: HttpRequest, place: Text) -> Any:
    """``place`` names a form, for example new:<space id>, reply:<post id>. 204 where nothing was begun."""
    return draft_at(actor(request), place) or Status(204, None)


@router.put("/drafts/{place}", response=answers(DraftOut), summary="Keep what I am writing")
def put_draft(request: HttpRequest, sent: DraftIn, place: Text = Path(..., max_length=120)) -> Any:  # noqa: B008
    """An older ``version`` never replaces a newer one: the answer is what is kept."""
    return keep(actor(request), place, dict(sent.fields), sent.version, now=timezone.now())


@router.delete("/drafts/{place}", response=answers(None, 204), summary="Throw a draft away")
def delete_draft(request: HttpRequest, place: Text) -> Any:
    """Nothing happens when there is none."""
    discard(actor(request), place)
    return Status(204, None)


@router.post("/spaces/{slug}/images", response=answers(FileOut, 201), summary="Bring an image")
def create_image(
    request: HttpRequest,
    slug: Text,
    image: UploadedFile = File(...),  # noqa: B008 (ninja's way)
    alternative: Text = Form(""),  # noqa: B008
) -> Any:
    """Decoded and encoded anew; show it in a text by its address. Write what it shows in ``alternative``."""
    viewer = who(request)
    found = space_seen(viewer, slug)
    access.check_contributes(viewer, found, version_in_force(found))
    stored = store_image(
        actor(request), image, space_id=found.id, alternative=alternative, now=timezone.now()
    )
    return Status(201, shapes.file(stored))


@router.post("/spaces/{slug}/files", response=answers(FileOut, 201), summary="Bring a file")
def create_file(
    request: HttpRequest,
    slug: Text,
    file: UploadedFile = File(...),  # noqa: B008 (ninja's way)
) -> Any:
    """Kept as it is and only ever handed out as a download. Name it as ``attachment`` of a contribution."""
    viewer = who(request)
    found = space_seen(viewer, slug)
    access.check_contributes(viewer, found, version_in_force(found))
    return Status(
        201, shapes.file(store_attachment(actor(request), file, space_id=found.id, now=timezone.now()))
    )


@router.get("/today", response=answers(TodayOut), summary="What is worth my ten minutes")
def read_today(request: HttpRequest) -> Any:
    """At most three suggestions with their rule (``why``), then what is new in my spaces."""
    viewer, now = who(request), timezone.now()
    grouped = news(viewer, now)
    return {
        "suggestions": suggestions(viewer, now),
        "news": [{"space": title, "posts": lines} for title, lines in grouped.items()],
    }
