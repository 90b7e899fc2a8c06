"""What every view of spaces starts with: a signed-in person and where they stand."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase

from cordee.people.models import Person
from cordee.spaces import access

KEEPS = "keeps_a_space"  # in the session, so that each page has its link to the cockpit without a query of its own


def viewing(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Call ``view(request, who, …)`` with the viewer; the others are sent to sign in."""

    @login_required
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        who = access.viewer(actor(request))
        note_keeping(request, who)
        return view(request, who, *args, **kwargs)

    return wrapped


def note_keeping(request: HttpRequest, who: access.Viewer) -> None:
    """Keep in the session whether ``who`` facilitates, written when it changes. It opens nothing: pages ask again."""
    if request.session.get(KEEPS, False) != who.keeps_a_space:
        request.session[KEEPS] = who.keeps_a_space


def actor(request: HttpRequest) -> Person:
    """Who acts; only behind ``login_required``."""
    assert isinstance(request.user, Person)
    # The bare model, not Django's lazy wrapper: actions take a Person.
    return getattr(request.user, "_wrapped", request.user)
