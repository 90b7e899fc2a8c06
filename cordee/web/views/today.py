"""The first page after sign-in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cordee.activity.queries import figures_of_spaces
from cordee.moderation.access import facilitated
from cordee.spaces import access
from cordee.spaces.queries.spaces import spaces_seen
from cordee.spaces.queries.today import news
from cordee.spaces.views.viewing import viewing
from cordee.web.actions import set_aside, take_back
from cordee.web.worth import worth


@viewing
def today(request: HttpRequest, who: access.Viewer) -> HttpResponse:
    """At most three things worth ten minutes, each with its reason; then what is new; then an end."""
    now = timezone.now()
    # A newcomer without a space is shown where to begin.
    first_spaces = [] if who.standings else spaces_seen(who).rows
    context = {
        "today": now,
        "keeps": bool(facilitated(who)),
        "worth": worth(who, now),
        "news": news(who, now),
        "spaces": first_spaces,
        "figures": figures_of_spaces([space.id for space in first_spaces]) if first_spaces else {},
        "nav_current": "today",
    }
    return render(request, "pages/today.html", context)


@viewing
@require_POST
def aside(request: HttpRequest, who: access.Viewer) -> HttpResponse:
    """Not today: the thing goes until tomorrow, and what comes next takes its place. ``undo`` takes that back."""
    now, key = timezone.now(), request.POST.get("key", "")
    undone = "undo" in request.POST
    if undone:
        take_back(who.person, key)
    else:
        set_aside(who.person, key, now=now)
    if not request.headers.get("HX-Request"):
        if not undone:
            messages.success(request, _("Set aside until tomorrow."))
        return redirect("today")
    left = "" if undone else key
    return render(request, "pages/worth.html", {"worth": worth(who, now), "left": left})
