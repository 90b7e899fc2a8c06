"""The health of a space, for who facilitates it, audits or administers."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.insights import words
from cordee.insights.access import check_reads_health
from cordee.insights.data_views import SPACE_HEALTH
from cordee.insights.drawing import sparkline
from cordee.insights.mailing.space_health import health_sheet
from cordee.insights.queries import health
from cordee.people.actions.looks import saw_view
from cordee.sheets import answer
from cordee.spaces import access
from cordee.spaces.queries.spaces import space_seen
from cordee.spaces.views.viewing import actor, viewing


@viewing
def space_health(request: HttpRequest, who: access.Viewer, slug: str) -> HttpResponseBase:
    """Six figures over a quarter, and whether the space is going silent. Seven queries beside the page's own."""
    space = space_seen(who, slug)
    check_reads_health(who, space)
    saw_view(actor(request), SPACE_HEALTH.name, "space", space.id, timezone.now())
    found = health([space.id], timezone.now())[space.id]
    if form := request.GET.get("form", ""):
        return answer(request, [health_sheet(found)], form, title=f"{_('Health of a space')} {space.title}")
    context = {
        "space": space,
        "health": found,
        "words": words,
        "sparkline": sparkline,
        "facilitates": who.facilitates(space),
        "nav_current": "spaces",
    }
    return render(request, "insights/health.html", context)
