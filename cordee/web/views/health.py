"""How this Cordée is doing, for monitors."""

from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse

from cordee import __version__
from cordee.journal.queries import reader_lags
from cordee.web.checks import SLOW, queue


def healthz(request: HttpRequest) -> JsonResponse:
    """200 when all is well, 503 when the database cannot be reached; lags beyond five minutes say "degraded"."""
    try:
        waiting, waited = queue()
        readers = {
            lag.reader: {"lag_events": lag.events, "lag_seconds": round(lag.seconds, 1)}
            for lag in reader_lags()
        }
    except DatabaseError:
        return JsonResponse({"status": "down", "database": "unreachable", "version": __version__}, status=503)
    slow = waited > SLOW or any(lag["lag_seconds"] > SLOW for lag in readers.values())
    return JsonResponse(
        {
            "status": "degraded" if slow else "ok",
            "database": "ok",
            "jobs": {"waiting": waiting, "lag_seconds": round(waited, 1)},
            "journal": readers,
            "version": __version__,
        }
    )
