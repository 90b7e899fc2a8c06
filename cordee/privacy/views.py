"""What is kept of me, who looked at it, and how I leave."""

import tempfile
from typing import cast

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cordee.core.models import Organisation
from cordee.core.queries import organisation
from cordee.people.views_of_data import views
from cordee.privacy import information
from cordee.privacy.actions import THOUGHT_OVER, ask_to_leave, note_export, stay
from cordee.privacy.exporting import write_my_data
from cordee.privacy.looking import opened
from cordee.privacy.models import Departure
from cordee.privacy.queries import looks_at
from cordee.sheets import answer
from cordee.spaces.views.viewing import actor


@login_required
def my_data(request: HttpRequest) -> HttpResponse:
    """What is kept of me and why, in words; the ways to have it, and to leave."""
    me = actor(request)
    context = {"departure": Departure.objects.filter(person=me).first(), "nav_current": "me"}
    return render(request, "privacy/my_data.html", context)


@require_POST
@login_required
def export(request: HttpRequest) -> HttpResponseBase:
    """All of it, in one file."""
    me = actor(request)
    note_export(me, now=timezone.now())
    out = tempfile.TemporaryFile()  # noqa: SIM115 (the answer closes it)
    write_my_data(me, out)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename="my-data.zip", content_type="application/zip")


@login_required
def looks(request: HttpRequest) -> HttpResponse:
    """Who saw what not everyone sees of me."""
    me = actor(request)
    context = {
        "page": looks_at(me, request.GET.get("after")),
        "opened": opened(me, request.GET.get("views")),
        "nav_current": "me",
    }
    return render(request, "privacy/looks.html", context)


@login_required
def made_of_me(request: HttpRequest) -> HttpResponse:
    """Each view that is made of what people do: what of them is in it, who may see it, where one sees one's part."""
    context = {"views": views(), "information": information, "nav_current": "me"}
    return render(request, "privacy/views.html", context)


@require_safe
@login_required
def information_sheet(request: HttpRequest) -> HttpResponseBase:
    """What employees and their council are told before anything is measured: to read, to print, to take away."""
    title = _("What is measured here, and who sees it")
    if form := request.GET.get("form", ""):
        return answer(request, information.sheets(), form, title=title)
    context = {
        "title": title,
        "views": views(),
        "information": information,
        "kept": information.kept_for(),
        "nav_current": "me",
    }
    return render(request, "privacy/information.html", context)


@login_required
def departure(request: HttpRequest) -> HttpResponseBase:
    """Leave for good, or take that back; what will happen is said before."""
    me = actor(request)
    if request.method == "POST" and request.POST.get("stay"):
        stay(me, now=timezone.now())
        messages.success(request, _("You stay. Nothing was deleted."))
        return redirect("my-data")
    return _leaving(request)


@reauthentication_required  # type: ignore[untyped-decorator]
def _leaving(request: HttpRequest) -> HttpResponse:
    me = actor(request)
    asked = Departure.objects.filter(person=me).first()
    if request.method == "POST" and not asked:
        ask_to_leave(me, by=me, now=timezone.now())
        return cast(HttpResponse, redirect("my-departure"))
    context = {
        "departure": asked,
        "removed": organisation().on_leaving == Organisation.Leaving.REMOVED,
        "days": THOUGHT_OVER.days,
        "nav_current": "me",
    }
    return render(request, "privacy/departure.html", context)
