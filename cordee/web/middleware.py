"""A refusal, told in the place where it happened."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url

from cordee.core.errors import Refusal
from cordee.web.views.refusals import not_found, refused, signed_out
from cordee.web.words_sent import words_sent


class RefusalMiddleware:
    """Turns what a room refuses into a page, or into a notice for a page that is already open."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            # No address of ours has a NUL, and PostgreSQL stores none.
            return not_found(request)
        response = self.get_response(request)
        return signed_out(request) if _leads_to_sign_in(request, response) else response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Django calls this with whatever a view raised."""
        return refused(request, exception) if isinstance(exception, Refusal) else None


def _leads_to_sign_in(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether somebody who was signed in would be led away from what they wrote, or a part of a page be replaced by the
    sign-in.
    """
    door = f"{resolve_url(settings.LOGIN_URL)}?next="
    if not isinstance(response, HttpResponseRedirect) or not response.url.startswith(door):
        return False
    return bool(getattr(request, "htmx", False)) or bool(words_sent(request))
