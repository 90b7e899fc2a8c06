"""Operations: the health of a space, and what is suggested to who facilitates it."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from cordee.api.auth import who
from cordee.api.resources import answers
from cordee.api.schemas.facilitating import SpaceHealthOut, WorthDoingOut
from cordee.cockpit.data_views import COCKPIT
from cordee.cockpit.queries.suggesting import suggestions
from cordee.cockpit.suggestions import kinds
from cordee.insights.access import check_reads_health
from cordee.insights.data_views import SPACE_HEALTH
from cordee.insights.figures import Point
from cordee.insights.queries import health
from cordee.people.actions.looks import saw_view
from cordee.spaces import access
from cordee.spaces.queries.spaces import space_seen

router = Router(tags=["Facilitating"])


@router.get("/spaces/{slug}/health", response=answers(SpaceHealthOut), summary="How a space is doing")
def read_health(request: HttpRequest, slug: str) -> Any:
    """For who facilitates it or oversees. A window in which fewer than five people are concerned has no numbers."""
    viewer = who(request)
    space = space_seen(viewer, slug)
    check_reads_health(viewer, space)
    saw_view(viewer.person, SPACE_HEALTH.name, "space", space.id, timezone.now())
    found = health([space.id], timezone.now())[space.id]
    verdict = found.verdict
    return {
        "state": verdict.state.value,
        "posts": verdict.posts,
        "usual_posts": verdict.usual_posts,
        "figures": [
            {"name": figure.name, "points": [_point(point) for point in figure.points]}
            for figure in found.figures.values()
        ],
    }


@router.get(
    "/spaces/{slug}/suggestions", response=answers(list[WorthDoingOut]), summary="What is worth a minute"
)
def list_suggestions(request: HttpRequest, slug: str) -> Any:
    """At most three, for who facilitates the space. Reading them here does not note them as shown."""
    viewer = who(request)
    space = space_seen(viewer, slug)
    access.check_facilitates(viewer, space)
    saw_view(viewer.person, COCKPIT.name, "space", space.id, timezone.now())
    return [
        {
            "kind": one.kind,
            "text": kinds()[one.kind].sentence(one),
            "person": one.person.handle if one.person else None,
            "post_id": one.post_id,
            "since": one.since,
            "evidence": [{"text": fact.text, "url": fact.url} for fact in kinds()[one.kind].evidence(one)],
        }
        for one in suggestions(viewer, [space], timezone.now())
    ]


def _point(point: Point) -> dict[str, Any]:
    told = {"until": point.until, "known": point.known}
    if not point.known:
        return told | {"count": None, "of": None, "people": None, "value": None}
    return told | {"count": point.count, "of": point.of, "people": point.people, "value": point.value}
