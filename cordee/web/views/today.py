"""The first page after sign-in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cordee.activity.queries import figures_of_spaces
from cordee.paths.queries.today import next_step
from cordee.spaces import access
from cordee.spaces.queries.spaces import spaces_seen
from cordee.spaces.queries.today import news, suggestions
from cordee.spaces.views.viewing import viewing
from cordee.web.ahead import ahead
from cordee.web.duties import duties, readings


@viewing
def today(request: HttpRequest, who: access.Viewer) -> HttpResponse:
    """At most three things worth ten minutes, each with its reason; then what is new; then an end."""
    now = timezone.now()
    # A newcomer without a space is shown where to begin.
    first_spaces = [] if who.standings else spaces_seen(who).rows
    to_read = readings(who)
    charters, workshops = ([], []) if to_read else ahead(who, now)
    context = {
        "today": now,
        "duties": duties(who) + to_read,
        # Who audits answers nothing here.
        "suggestions": [] if to_read else suggestions(who, now),
        "charters": charters,
        "step": None if to_read else next_step(who.person, now),
        "workshops": workshops,
        "news": news(who, now),
        "spaces": first_spaces,
        "figures": figures_of_spaces([space.id for space in first_spaces]) if first_spaces else {},
        "nav_current": "today",
    }
    return render(request, "pages/today.html", context)
