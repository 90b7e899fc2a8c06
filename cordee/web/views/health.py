"""How this Cordée is doing, for monitors."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from cordee import __version__
from cordee.journal.queries import reader_lags

LAG_ALARM = 300  # seconds

_QUEUE = """
SELECT count(*), coalesce(extract(epoch FROM now() - min(coalesce(scheduled_at, now()))), 0)
FROM procrastinate_jobs WHERE status = 'todo' AND coalesce(scheduled_at, now()) <= now()
"""


def healthz(request: HttpRequest) -> JsonResponse:
    """200 when all is well, 503 when the database cannot be reached; lags beyond five minutes say "degraded"."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(_QUEUE)
            waiting, waited = cursor.fetchone()
        readers = {
            lag.reader: {"lag_events": lag.events, "lag_seconds": round(lag.seconds, 1)}
            for lag in reader_lags()
        }
    except DatabaseError:
        return JsonResponse({"status": "down", "database": "unreachable", "version": __version__}, status=503)
    slow = float(waited) > LAG_ALARM or any(lag["lag_seconds"] > LAG_ALARM for lag in readers.values())
    return JsonResponse(
        {
            "status": "degraded" if slow else "ok",
            "database": "ok",
            "jobs": {"waiting": waiting, "lag_seconds": round(float(waited), 1)},
            "journal": readers,
            "version": __version__,
        }
    )
