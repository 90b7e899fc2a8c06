"""Whether what I read is counted."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.spaces import access
from cordee.spaces.actions.readings import count_readings
from cordee.spaces.queries.readings import is_counted
from cordee.spaces.views.viewing import actor, viewing


@viewing
def my_readings(request: HttpRequest, who: access.Viewer) -> HttpResponse:
    """What is counted, and what for; POST ``counted`` (1 or nothing) chooses."""
    me = actor(request)
    if request.method == "POST":
        counted = request.POST.get("counted") == "1"
        count_readings(me, counted=counted, now=timezone.now())
        messages.success(
            request,
            _("What you read is counted again.")
            if counted
            else _("What you read is not counted any more, and what was counted is forgotten."),
        )
        return redirect("my-readings")
    return render(request, "spaces/my_readings.html", {"counted": is_counted(me), "nav_current": "me"})
