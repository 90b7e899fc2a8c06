"""What every page of the administration starts with."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from cordee.administration.sections import SECTIONS
from cordee.core.errors import Forbidden
from cordee.people.models import Person
from cordee.spaces.views.viewing import actor

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


def check_administers(me: Person, *, reads: bool = False) -> None:
    """Raises Forbidden unless ``me`` administers, or audits and only reads."""
    if me.is_administrator or (reads and me.is_auditor):
        return
    raise Forbidden(_("This is for the administrators of the organisation."))


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
