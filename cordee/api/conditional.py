"""Reads that are asked again only when they changed (RFC 9110, section 13)."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.http import ConditionalGetMiddleware

from cordee.api.problems import ROOT


class ConditionalReadMiddleware(ConditionalGetMiddleware):
    """An ETag on each read below /api/, and 304 for who holds what it names."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not request.path.startswith(ROOT):
            return response
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return super().process_response(request, response)
