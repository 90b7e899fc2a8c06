"""The record store answers before sessions, pages and compression are thought of: its callers have none of them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from cordee.records.versions import HEADER, answered_in
from cordee.records.views.door import RESOURCES, ROOT, answer

_OWN = {ROOT + name for name in (*RESOURCES, "about")}


class RecordsMiddleware:
    """What is below /xapi/ is answered here, but for what a unit that is being played asks (``cordee.paths``).

    A unit shows a signed token: it has colons, which the Base64 of a user and a password never has.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info not in _OWN or ":" in request.headers.get("authorization", ""):
            response = self.get_response(request)
            if request.path_info.startswith(ROOT) and HEADER not in response:
                response[HEADER] = str(answered_in(request.headers.get(HEADER)))
            return response
        return answer(request)
