"""Attempts that are limited: the form stays with its reason, and the status says it to other software too."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse

TOO_MANY = "too_many_login_attempts"
WAIT = 300  # seconds


def limited(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of allauth's whose form may say that there were too many attempts; it answers 200 to that by itself."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        form = (getattr(response, "context_data", None) or {}).get("form")
        if form is not None and any(form.has_error(field, TOO_MANY) for field in form.errors):
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS
            response["Retry-After"] = str(WAIT)
        return response

    return answered
