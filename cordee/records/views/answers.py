"""What answers are made of."""

from datetime import datetime
from typing import Any

import orjson
from django.http import HttpResponse
from django.utils.http import http_date


def as_json(told: Any, *, status: int = 200, changed: datetime | None = None) -> HttpResponse:
    """An answer in JSON; ``changed`` says when it last was otherwise."""
    return dated(HttpResponse(orjson.dumps(told), status=status, content_type="application/json"), changed)


def dated(response: HttpResponse, changed: datetime | None) -> HttpResponse:
    """The answer with its Last-Modified."""
    if changed is not None:
        response["Last-Modified"] = http_date(changed.timestamp())
    return response
