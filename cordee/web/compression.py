"""Texts are sent compressed; what can be asked for in ranges is sent as it is."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class TextGZipMiddleware(GZipMiddleware):
    """A range counts the bytes of the file itself, and films and images are compressed already."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Django calls this with every answer."""
        if "Accept-Ranges" in response or response.status_code == 206:
            return response
        return super().process_response(request, response)
