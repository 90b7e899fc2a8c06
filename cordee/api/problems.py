"""Errors as problem details (RFC 9457)."""

import logging
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from cordee.core.errors import Refusal, TooFast

MEDIA_TYPE = "application/problem+json"
ROOT = "/api/"
log = logging.getLogger(__name__)


def problem(
    status: int, title: str, code: str = "", errors: list[dict[str, str]] | None = None
) -> HttpResponse:
    """An answer that says what happened and what to do."""
    told: dict[str, Any] = {
        "type": f"/problems/{code}" if code else "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": title,
    }
    if errors:
        told["errors"] = errors
    response = JsonResponse(told, status=status, content_type=MEDIA_TYPE)
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = "Bearer"
    return response


def of_refusal(refusal: Refusal) -> HttpResponse:
    """What a room refused, field by field."""
    errors = [{"field": field, "message": message} for field, message in refusal.fields.items()]
    response = problem(refusal.status, refusal.message, refusal.code, errors)
    if isinstance(refusal, TooFast):
        response["Retry-After"] = str(refusal.retry_after)
    return response


def _of_validation(error: ValidationError) -> HttpResponse:
    errors = [
        {"field": ".".join(str(part) for part in one["loc"][1:]) or str(one["loc"][0]), "message": one["msg"]}
        for one in error.errors
    ]
    return problem(422, _("What was sent does not have the form that is asked for."), "invalid", errors)


def handle_errors(api: NinjaAPI) -> None:
    """Make every error of ``api`` a problem."""
    answer: dict[type[Exception], Callable[[Any], HttpResponse]] = {
        Refusal: of_refusal,
        ValidationError: _of_validation,
        AuthenticationError: lambda error: problem(401, _("Sign in, or send a token."), "unauthenticated"),
        HttpError: lambda error: problem(error.status_code, error.message),
        Http404: lambda error: problem(404, _("There is nothing here."), "not-found"),
        RequestDataTooBig: lambda error: problem(413, _("This is too large to be taken."), "too-large"),
    }
    for kind, told in answer.items():
        api.add_exception_handler(kind, partial(_tell, told))
    api.add_exception_handler(Exception, _broken)


def _tell(told: Callable[[Any], HttpResponse], request: HttpRequest, error: Any) -> HttpResponse:
    return told(error)


def _broken(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    log.error("The API failed on %s", request.path, exc_info=error if isinstance(error, Exception) else None)
    return problem(500, _("Something failed on our side; nothing was changed."), "failed")


def _words(status: int) -> str:
    """What to say of a refusal that Django made by itself."""
    match status:
        case HTTPStatus.NOT_FOUND:
            return _("There is nothing at this address. /api/v1/openapi.json tells what there is.")
        case HTTPStatus.METHOD_NOT_ALLOWED:
            return _("This address does not take that method.")
        case HTTPStatus.BAD_REQUEST:
            return _("This request cannot be understood.")
    return HTTPStatus(status).phrase


class ProblemMiddleware:
    """Below /api/ whatever Django itself refuses (no such path, method not allowed) is a problem too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code < 400 or not request.path.startswith(ROOT):
            return response
        if response.headers.get("Content-Type", "").startswith(MEDIA_TYPE):
            return response
        told = problem(response.status_code, _words(response.status_code))
        if "Allow" in response:
            told["Allow"] = response["Allow"]
        return told
