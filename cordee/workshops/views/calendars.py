"""My calendar's address, and what an application finds there."""

import hashlib
from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cordee.core.errors import TooFast
from cordee.paths.queries.paths import my_paths
from cordee.spaces.views.viewing import actor
from cordee.workshops.actions.calendars import hash_of, renew_calendar, revoke_calendar, secret_of
from cordee.workshops.queries.calendars import feed, person_of

HOUR = 3_600  # seconds
MOST_AN_HOUR = 60
MOST_OF_A_VISITOR = 3_000  # a whole organisation comes from one address


@login_required
def my_calendar(request: HttpRequest) -> HttpResponse:
    """The secret address to give to one's calendar application; made, made anew, taken back."""
    person = actor(request)
    if request.method == "POST":
        if "revoke" in request.POST:
            revoke_calendar(person, now=timezone.now())
            messages.success(request, _("The address leads nowhere any more."))
        else:
            renew_calendar(person, now=timezone.now())
            messages.success(
                request, _("Here is your address. Any address before it leads nowhere any more.")
            )
        return redirect("my-calendar")
    secret = secret_of(person)
    address = request.build_absolute_uri(reverse("calendar", args=[secret])) if secret else ""
    cohorts = [
        (
            one.enrolment.cohort,
            request.build_absolute_uri(reverse("calendar-cohort", args=[secret, one.enrolment.cohort_id])),
        )
        for one in (my_paths(person, timezone.now()) if secret else [])
    ]
    context = {"address": address, "cohorts": cohorts, "nav_current": "me"}
    response = render(request, "workshops/my_calendar.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def calendar(request: HttpRequest, secret: str, cohort_id: UUID | None = None) -> HttpResponse:
    """All dates of whose address this is. No session: who has the address reads, as slowly as applications do."""
    _check_pace(secret, request.META.get("REMOTE_ADDR", ""))
    person = person_of(secret)
    told = feed(person, request.build_absolute_uri("/").rstrip("/"), timezone.now(), cohort_id)
    etag = f'"{hashlib.sha256(told).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(told, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'inline; filename="cordee.ics"'
    response["ETag"] = etag
    response["Cache-Control"] = "private, max-age=900"
    return response


def _check_pace(secret: str, visitor: str) -> None:
    """Raises TooFast: for one address (several devices ask every hour or so), and for who tries many."""
    for what, most in ((hash_of(secret), MOST_AN_HOUR), (visitor, MOST_OF_A_VISITOR)):
        key = f"calendar:{what}"
        cache.add(key, 0, timeout=HOUR)
        with suppress(ValueError):  # it ended this very moment
            if cache.incr(key) > most:
                message = _("This calendar is asked for too often. Once an hour is enough.")
                raise TooFast(message, retry_after=HOUR)
