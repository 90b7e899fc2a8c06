"""An empty instance leads to its set-up, from wherever one comes in."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from cordee.administration.actions.setting_up import is_open

PASS = (
    "/set-up/",
    "/static/",
    "/language/",
    "/healthz",
    "/api/",
    "/theme.css",
    "/organisation/",
    "/media/",
    "/packages/",
    "/xapi/",
)


class SetUpMiddleware:
    """Send visitors to ``/set-up/`` until an administrator exists; no query once one does, nor for who is signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PASS) and request.user.is_anonymous and is_open():
            return redirect("set-up")
        return self.get_response(request)
