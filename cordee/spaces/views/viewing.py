"""What every view of spaces starts with: a signed-in person and where they stand."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase

from cordee.people.models import Person
from cordee.spaces import access


def viewing(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Call ``view(request, who, …)`` with the viewer; the others are sent to sign in."""

    @login_required
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, access.viewer(actor(request)), *args, **kwargs)

    return wrapped


def actor(request: HttpRequest) -> Person:
    """Who acts; only behind ``login_required``."""
    assert isinstance(request.user, Person)
    # The bare model, not Django's lazy wrapper: actions take a Person.
    return getattr(request.user, "_wrapped", request.user)
