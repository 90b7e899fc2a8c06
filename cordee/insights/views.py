"""The health of a space, for who facilitates it, audits or administers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cordee.insights import words
from cordee.insights.access import check_reads_health
from cordee.insights.data_views import SPACE_HEALTH
from cordee.insights.drawing import sparkline
from cordee.insights.queries import health
from cordee.people.actions.looks import saw_view
from cordee.spaces import access
from cordee.spaces.queries.spaces import space_seen
from cordee.spaces.views.viewing import actor, viewing


@viewing
def space_health(request: HttpRequest, who: access.Viewer, slug: str) -> HttpResponse:
    """Six figures over a quarter, and whether the space is going silent. Seven queries beside the page's own."""
    space = space_seen(who, slug)
    check_reads_health(who, space)
    saw_view(actor(request), SPACE_HEALTH.name, "space", space.id, timezone.now())
    context = {
        "space": space,
        "health": health([space.id], timezone.now())[space.id],
        "words": words,
        "sparkline": sparkline,
        "facilitates": who.facilitates(space),
        "nav_current": "spaces",
    }
    return render(request, "insights/health.html", context)
