"""The yardstick: a page for a signed-in person that does nothing."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse


@login_required
def empty(request: HttpRequest) -> HttpResponse:
    """All middleware, the session and the person read; then two letters."""
    return HttpResponse("ok")
