"""A refusal, told in the place where it happened."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from cordee.core.errors import Refusal
from cordee.web.views.refusals import not_found, refused


class RefusalMiddleware:
    """Turns what a room refuses into a page, or into a notice for a page that is already open."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            # No address of ours has a NUL, and PostgreSQL stores none.
            return not_found(request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Django calls this with whatever a view raised."""
        return refused(request, exception) if isinstance(exception, Refusal) else None
