"""Operations: how knowledge travels."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router

from cordee.api.auth import who
from cordee.api.resources import answers
from cordee.api.schemas import Text
from cordee.api.schemas import circulation as schemas
from cordee.circulation import queries
from cordee.circulation.access import check_sees_organisation, check_sees_space
from cordee.circulation.actions import agree_to_be_named
from cordee.circulation.data_views import ORGANISATION, SPACE
from cordee.core.errors import Missing
from cordee.insights.figures import stepped
from cordee.people.actions.looks import saw_view
from cordee.spaces import access
from cordee.spaces.models import Space
from cordee.spaces.queries.spaces import space_seen
from cordee.spaces.queries.threads import post_read
from cordee.spaces.views.viewing import actor

router = Router(tags=["Circulation"])
WHOLE = answers(schemas.CirculationOut)


@router.get("/circulation", response=WHOLE, summary="How knowledge travels")
def read_circulation(request: HttpRequest) -> Any:
    """Of the whole organisation, for administrators and auditors. Nobody stands in it."""
    viewer = who(request)
    check_sees_organisation(viewer)
    saw_view(viewer.person, ORGANISATION.name, "organisation", None, timezone.now())
    return _circulation(viewer, None)


@router.get("/spaces/{slug}/circulation", response=WHOLE, summary="How knowledge travels in a space")
def read_space_circulation(request: HttpRequest, slug: Text) -> Any:
    """For who facilitates it, administrators and auditors."""
    viewer = who(request)
    space = space_seen(viewer, slug)
    check_sees_space(viewer, space)
    saw_view(viewer.person, SPACE.name, "space", space.id, timezone.now())
    return _circulation(viewer, space)


@router.get(
    "/posts/{post_id}/circulation", response=answers(schemas.TravelOut), summary="Where a practice went"
)
def read_post_circulation(request: HttpRequest, post_id: UUID) -> Any:
    """As it was made last night; 404 where nothing is told of it yet."""
    story = queries.story_of(post_read(who(request), post_id))
    if story is None:
        raise Missing(_("Nothing is told of its travel yet."))
    return _travel(story)


@router.get("/me/circulation", response=answers(list[schemas.TravelOut]), summary="Where what I shared went")
def read_my_circulation(request: HttpRequest) -> Any:
    """The newest first."""
    return [_travel(story) for story in queries.shared_by(actor(request))]


@router.get("/me/circulation/naming", response=answers(schemas.NamedCarrierOut), summary="May I be named")
def read_naming(request: HttpRequest) -> Any:
    """As somebody who carries or bridges practices."""
    return {"named": queries.is_named(actor(request))}


@router.put("/me/circulation/naming", response=answers(schemas.NamedCarrierOut), summary="Be named, or not")
def put_naming(request: HttpRequest, sent: schemas.NamedCarrierIn) -> Any:
    """Shows on the pages at once."""
    agree_to_be_named(actor(request), agreed=sent.named, now=timezone.now())
    return {"named": sent.named}


def _circulation(viewer: access.Viewer, space: Space | None) -> dict[str, Any]:
    drawing = queries.drawing_of(space, _("Group"))
    groups, flows = (drawing.groups, drawing.flows) if drawing else ((), ())
    return {
        "groups": [
            {"name": one.name, "people": stepped(one.people), "passings": stepped(one.passings)}
            for one in groups
        ],
        "flows": [
            {
                "giver": one.giver.name,
                "taker": one.taker.name,
                "passings": stepped(one.passings),
                "exchanges": stepped(one.exchanges),
                "people": stepped(one.people),
            }
            for one in flows
        ],
        "practices": [_travel(story) for story in queries.most_travelled(viewer, space)],
    }


def _travel(story: queries.Story) -> dict[str, Any]:
    names = ("shared_at", "tried", "adapted", "taught", "depth", "units", "unit_hops", "half_life", "stops")
    told = {name: getattr(story.travel, name) for name in (*names, "computed_at")}
    return told | {"title": story.title, "url": story.url, "seen": stepped(story.travel.seen)}
