"""The health of a space, for who facilitates it, audits or administers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cordee.insights import words
from cordee.insights.access import check_reads_health
from cordee.insights.drawing import sparkline
from cordee.insights.queries import health
from cordee.spaces import access
from cordee.spaces.queries.spaces import space_seen
from cordee.spaces.views.viewing import viewing


@viewing
def space_health(request: HttpRequest, who: access.Viewer, slug: str) -> HttpResponse:
    """Six figures over a quarter, and whether the space is going silent. Six queries beside the page's own."""
    space = space_seen(who, slug)
    check_reads_health(who, space)
    context = {
        "space": space,
        "health": health([space.id], timezone.now())[space.id],
        "words": words,
        "sparkline": sparkline,
        "facilitates": who.facilitates(space),
        "nav_current": "spaces",
    }
    return render(request, "insights/health.html", context)
