"""The record store answers before sessions, pages and compression are thought of: its callers have none of them."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from cordee.records.versions import HEADER, answered_in
from cordee.records.views.door import RESOURCES, ROOT, answer

_OWN = {ROOT + name for name in (*RESOURCES, "about")}
# Who plays, when it was signed, the signature: colons that the Base64 of a user and a password never has.
_OF_UNIT = re.compile(r"Basic [0-9a-f]{32}:[0-9A-Za-z]+:[\w\-]+", re.ASCII)


class RecordsMiddleware:
    """What is below /xapi/ is answered here, but for what a unit that is being played asks (``cordee.paths``)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        shown = request.headers.get("authorization", "")
        if request.path_info not in _OWN or _OF_UNIT.fullmatch(shown):
            response = self.get_response(request)
            if request.path_info.startswith(ROOT) and HEADER not in response:
                response[HEADER] = str(answered_in(request.headers.get(HEADER)))
            return response
        return answer(request)
