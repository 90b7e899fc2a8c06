"""What reaches me: by which way, at which pace, at which hours."""

from datetime import time
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cordee.core.errors import Invalid, Missing
from cordee.core.text import formats
from cordee.notifications.actions.choosing import choose_hours, choose_pace
from cordee.notifications.actions.reaching import reach_again
from cordee.notifications.channels import channels
from cordee.notifications.choices import mine
from cordee.notifications.models import Pace
from cordee.people.models import Person
from cordee.spaces.models import Space
from cordee.spaces.views.viewing import actor


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def choices(request: HttpRequest) -> HttpResponse:
    """The page; each of its small forms says with ``what`` which part it changes."""
    me, wrong = actor(request), ""
    if request.method == "POST":
        try:
            _change(me, request.POST)
        except Invalid as refusal:
            wrong = refusal.message
        else:
            messages.success(request, _("Saved."))
            return redirect("notification-choices")
    context = {
        "chosen": mine(me),
        "channels": list(channels().values()),
        "days": [(number, str(name)) for number, name in WEEKDAYS.items()],
        "paces": Pace,
        "hour_of": time,
        "clock": lambda of: formats.clock(of, get_language() or "fr"),
        "wrong": wrong,
        "opened": request.POST.get("what", "") if wrong else "",
        "nav_current": "me",
    }
    return render(request, "notifications/choices.html", context, status=422 if wrong else 200)


def _change(me: Person, sent: QueryDict) -> None:
    now, what = timezone.now(), sent.get("what", "")
    match what:
        case "group":
            for channel in channels():
                if (pace := sent.get(channel)) is not None:
                    choose_pace(me, channel=channel, group=sent.get("group", "?"), pace=pace, now=now)
        case "space":
            space = _space(sent.get("space", ""))
            for channel in channels():
                if (pace := sent.get(channel)) is not None:
                    choose_pace(me, channel=channel, group="", space=space, pace=pace or None, now=now)
        case "hours":
            choose_hours(me, **_hours(sent), now=now)
        case "again":
            reach_again(me.id, sent.get("channel", ""))
        case _:
            raise Invalid(_("There is no such choice."))


def _space(text: str) -> Space:
    try:
        return Space.objects.get(id=UUID(text))
    except (ValueError, Space.DoesNotExist):
        raise Missing(_("There is no such space, or it is not open to you.")) from None


def _hours(sent: QueryDict) -> dict[str, Any]:
    """The fields of the form, as values. Raises Invalid."""
    quiet = sent.get("quiet") == "yes"
    measured = sent.get("measured") == "yes"
    try:
        return {
            "quiet_from": time.fromisoformat(sent.get("quiet_from", "")) if quiet else None,
            "quiet_until": time.fromisoformat(sent.get("quiet_until", "")) if quiet else None,
            "budget": int(sent.get("budget", "")) if measured else None,
            "digest_day": int(sent.get("digest_day", "")),
            "digest_hour": int(sent.get("digest_hour", "")),
        }
    except ValueError:
        raise Invalid(_("Give the hours as 20:00, and the measure as a number.")) from None
