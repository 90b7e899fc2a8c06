"""The place where packages are played knows nobody."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound

from cordee.paths.origins import is_apart

PLACES = ("/packages/", "/xapi/")


class PackagesMiddleware:
    """Requests for packages lose their cookies before anything reads them, and their answers set none.

    At the origin of packages there is nothing else: no page, no API.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PLACES):
            return HttpResponseNotFound() if is_apart(request) else self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        # Units put a slash of their own between the endpoint and what they ask for, or do not.
        request.path_info = request.path_info.replace("/xapi//", "/xapi/", 1)
        response = self.get_response(request)
        response.cookies.clear()
        return response
