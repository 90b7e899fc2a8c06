"""What every page of the administration starts with."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from cordee.administration.access import check_administers
from cordee.administration.sections import SECTIONS
from cordee.people.models import Person
from cordee.spaces.views.viewing import actor

__all__ = ["administering", "check_administers", "page"]

READS = ("GET", "HEAD")


def administering(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Call ``view(request, me, …)`` for an administrator, and for an auditor who only reads; Forbidden for others."""

    @login_required
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        me = actor(request)
        check_administers(me, reads=request.method in READS)
        return view(request, me, *args, **kwargs)

    return wrapped


def page(
    request: HttpRequest,
    me: Person,
    template: str,
    context: dict[str, Any],
    *,
    section: str,
    status: int = 200,
) -> HttpResponse:
    """A page of the administration; ``section`` is the page name of the part that it belongs to."""
    frame = {
        "sections": SECTIONS,
        "section": section,
        "nav_current": "administration",
        "may_change": me.is_administrator,
    }
    return render(request, f"administration/{template}", frame | context, status=status)
