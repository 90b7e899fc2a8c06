"""Who calls: somebody signed in on the site, or a token."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from ninja.security import HttpBearer
from ninja.utils import check_csrf

from cordee.api.actions import use_token
from cordee.api.models import ADMINISTER, READ, WRITE
from cordee.core.errors import Forbidden
from cordee.people.models import Person
from cordee.spaces import access
from cordee.spaces.views.viewing import actor

SAFE = ("GET", "HEAD", "OPTIONS")
ADMINISTRATION = "/api/v1/administration/"


class Caller(HttpBearer):
    """A bearer token, or the session's cookie with its CSRF token on unsafe methods."""

    def __call__(self, request: HttpRequest) -> Any:
        if by_token(request):
            header = request.headers["authorization"]
            scheme, _space, secret = header.partition(" ")
            return self.authenticate(request, secret.strip()) if scheme.lower() == "bearer" else None
        if not isinstance(request.user, Person):
            return None
        if request.method not in SAFE and check_csrf(request) is not None:
            raise Forbidden(_("This request comes without the CSRF token of its session."))
        return request.user

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The person behind a token, who then is the request's user, in their language and zone."""
        found = use_token(token, timezone.now())
        if found is None:
            return None
        # Both are put back by the middleware that wraps every request.
        translation.activate(found.person.language)
        timezone.activate(ZoneInfo(found.person.time_zone))
        for needed in _scopes(request):
            if needed not in found.scopes:
                raise Forbidden(_("This token lacks the scope “%(scope)s”.") % {"scope": needed})
        request.user = found.person
        return found.person


def _scopes(request: HttpRequest) -> list[str]:
    needed = [READ if request.method in SAFE else WRITE]
    return [*needed, ADMINISTER] if request.path.startswith(ADMINISTRATION) else needed


def by_token(request: HttpRequest) -> bool:
    """Whether other software calls, for somebody who need not sit in front of it."""
    return bool(request.headers.get("authorization"))


def who(request: HttpRequest) -> access.Viewer:
    """The caller and where they stand. One query."""
    return access.viewer(actor(request))
