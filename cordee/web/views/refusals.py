"""What a person sees when something cannot be."""

import json
from http import HTTPStatus
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from cordee.core.errors import Missing, Refusal, TooFast
from cordee.web.words_sent import words_sent

STALE, SIGNED_OUT = "stale", "signed-out"


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A page with what happened and what to do; for HTMX a notice, and the page stays as it is."""
    response = _told(request, refusal)
    if isinstance(refusal, TooFast):
        response["Retry-After"] = str(refusal.retry_after)
    return response


def _told(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    if getattr(request, "htmx", False):
        response = HttpResponse(status=refusal.status)
        # Header values are Latin-1: the text is percent-encoded, the page decodes it.
        response["HX-Reswap"] = "none"
        response["HX-Trigger"] = json.dumps({"cordee:notice": {"text": quote(refusal.message)}})
        return response
    sent = words_sent(request)
    context = {
        "status": refusal.status,
        "message": refusal.message,
        "code": refusal.code,
        "sent": sent,
        "again": refusal.status not in (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND) or refusal.code == STALE,
        "files": bool(sent and request.FILES),
    }
    return render(request, "pages/refusal.html", context, status=refusal.status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is no page at this address."""
    return refused(request, Missing(_("There is no page at this address.")))


def too_often(request: HttpRequest) -> HttpResponse:
    """Attempts to come in are counted, and there were too many."""
    return refused(
        request, TooFast(_("Too many attempts. Wait a few minutes, then try again."), retry_after=300)
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke on our side. No database, no template with queries: this must always work."""
    return HttpResponse(
        "<!doctype html><meta charset=utf-8><title>Cordée</title><h1>Cordée</h1>"
        "<p>Une erreur est survenue de notre côté ; ce que vous écriviez est gardé sur votre appareil. "
        "Rechargez la page dans un instant.</p>"
        "<p lang=en>Something failed on our side; what you were writing is kept on your device. "
        "Reload the page in a moment.</p>",
        status=500,
    )


def signed_out(request: HttpRequest) -> HttpResponse:
    """The session ended while somebody wrote: they are told, and keep their words, instead of being led away."""
    if getattr(request, "htmx", False):
        words = _("You were signed out. Sign in again in another tab: what you wrote stays here.")
    else:
        words = _("You were signed out meanwhile. What you wrote stands below: sign in, then send it again.")
    refusal = Refusal(words)
    refusal.status, refusal.code = HTTPStatus.UNAUTHORIZED, SIGNED_OUT
    return refused(request, refusal)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is older than the session that sends it."""
    words = _("This page was open for too long to be sent safely. Reload it: what you wrote is kept.")
    if not getattr(request, "htmx", False) and words_sent(request):
        words = _(
            "This page was open for too long to be sent safely. What you wrote stands below: send it again."
        )
    refusal = Refusal(words)
    refusal.status, refusal.code = HTTPStatus.FORBIDDEN, STALE
    return refused(request, refusal)
