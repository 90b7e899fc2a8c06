"""Spaces as one walks in: their list, a space's page, its welcome, its members, its settings."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.activity.queries import active_in, figures_of_spaces, lines_in
from cordee.core.errors import Forbidden, Invalid
from cordee.core.zones import offered_zones
from cordee.people.queries import all_skills
from cordee.spaces import access
from cordee.spaces.actions.charters import publish_charter
from cordee.spaces.actions.covers import set_cover
from cordee.spaces.actions.spaces import Aim, edit_space, open_space
from cordee.spaces.models import Post, Space
from cordee.spaces.queries.charters import charter_in_force
from cordee.spaces.queries.posts import good_to_read, posts_in
from cordee.spaces.queries.spaces import (
    facilitators,
    has_asked,
    join_requests,
    members,
    space_seen,
    spaces_seen,
)
from cordee.spaces.views.viewing import actor, viewing
from cordee.web.pulse import pulse


@viewing
def spaces(request: HttpRequest, who: access.Viewer) -> HttpResponse:
    """The spaces that one may know of, one's own first."""
    page = spaces_seen(who, request.GET.get("after"))
    context = {
        "page": page,
        "mine": [space for space in page.rows if who.belongs(space)],
        "others": [space for space in page.rows if not who.belongs(space)],
        "figures": figures_of_spaces([space.id for space in page.rows]),
        "may_open": who.person.is_administrator,
        "nav_current": "spaces",
    }
    return render(request, "pages/spaces.html", context)


@viewing
def space(request: HttpRequest, who: access.Viewer, slug: str) -> HttpResponse:
    """A space: what it is for, then what people contribute; for who may not read it yet, its sheet."""
    found = space_seen(who, slug)
    if not who.reads(found):
        sheet = {
            "space": found,
            "charter": charter_in_force(found),
            "facilitators": facilitators(found),
            "asked": has_asked(who.person, found),
            "nav_current": "spaces",
        }
        return render(request, "pages/space_sheet.html", sheet)
    show = request.GET.get("show", "")
    page = posts_in(who, found, show=show, cursor=request.GET.get("after"))
    context: dict[str, Any] = {
        "space": found,
        "page": page,
        "show": show,
        "kinds": Post.Kind,
        "nav_current": "spaces",
    }
    if getattr(request, "htmx", False) and request.GET.get("after"):
        return render(request, "pages/space_posts.html", context)
    figures, week = pulse(who, found, timezone.now())
    context |= {
        "belongs": who.belongs(found),
        "facilitates": who.facilitates(found),
        "must_accept": who.belongs(found) and who.must_accept(found, found.charter_version),
        "figures": figures,
        "week": week,
        "here": active_in(found, timezone.now()),
        "lines": lines_in(found).rows,
    }
    return render(request, "pages/space.html", context)


@viewing
def welcome(request: HttpRequest, who: access.Viewer, slug: str) -> HttpResponse:
    """What fits a newcomer: who is here, what happens, three good things to read, introduce yourself."""
    found = space_seen(who, slug)
    access.check_reads(who, found)
    context = {
        "space": found,
        "facilitators": facilitators(found),
        "here": active_in(found, timezone.now()),
        "good_to_read": good_to_read(found),
        "must_accept": who.must_accept(found, found.charter_version),
        "belongs": who.belongs(found),
        "nav_current": "spaces",
    }
    return render(request, "pages/space_welcome.html", context)


@viewing
def space_members(request: HttpRequest, who: access.Viewer, slug: str) -> HttpResponse:
    """Who belongs to a space; for facilitators, who waits to be let in."""
    found = space_seen(who, slug)
    facilitates = who.facilitates(found)
    context = {
        "space": found,
        "page": members(who, found, request.GET.get("after")),
        "facilitates": facilitates,
        "waiting": join_requests(who, found, request.GET.get("waiting")) if facilitates else None,
        "nav_current": "spaces",
    }
    return render(request, "pages/space_members.html", context)


@viewing
def new_space(request: HttpRequest, who: access.Viewer) -> HttpResponse:
    """Open a space (administrators)."""
    if not who.person.is_administrator:
        raise Forbidden(_("Only an administrator can open a space."))
    return _space_form(request, who, None)


@viewing
def space_settings(request: HttpRequest, who: access.Viewer, slug: str) -> HttpResponse:
    """Change what a space is for (facilitators)."""
    found = space_seen(who, slug)
    access.check_facilitates(who, found)
    return _space_form(request, who, found)


def _space_form(request: HttpRequest, who: access.Viewer, found: Space | None) -> HttpResponse:
    charter = charter_in_force(found) if found else None
    values = {
        "title": found.title if found else "",
        "theme": found.theme if found else "",
        "welcome": found.welcome if found else "",
        "visibility": found.visibility if found else Space.Visibility.OPEN,
        "time_zone": found.time_zone if found else who.person.time_zone,
        "charter": charter.body if charter else "",
    }
    aims = [(aim["text"], [skill["slug"] for skill in aim["skills"]]) for aim in getattr(found, "aims", [])]
    errors: dict[str, str] = {}
    if request.method == "POST":
        values = {name: request.POST.get(name, "") for name in values} | {
            "time_zone": request.POST.get("time_zone", values["time_zone"])
        }
        aims = [
            (text, request.POST.getlist(f"aim-skills-{index}"))
            for index, text in enumerate(request.POST.getlist("aim"))
        ]
        try:
            saved = _save_space(request, found, values, aims)
        except Invalid as refusal:
            errors = refusal.fields or {"title": refusal.message}
        else:
            messages.success(request, _("Saved."))
            return redirect(saved.url)
    context = {
        "space": found,
        "values": values,
        "aims": [*aims, *[("", [])] * max(1, 3 - len(aims))],
        "errors": errors,
        "skills": all_skills(),
        "visibilities": Space.Visibility,
        "zones": offered_zones(),
        "nav_current": "spaces",
    }
    return render(request, "pages/space_form.html", context, status=422 if errors else 200)


@transaction.atomic
def _save_space(
    request: HttpRequest, found: Space | None, values: dict[str, str], aims: list[tuple[str, list[str]]]
) -> Space:
    person, now = actor(request), timezone.now()
    given = [Aim(text, skills) for text, skills in aims]
    details: dict[str, Any] = {name: value for name, value in values.items() if name != "charter"}
    if found is None:
        saved = open_space(person, now=now, aims=given, **details)
    else:
        saved = edit_space(person, found, now=now, aims=given, **details)
    if values["charter"].strip():
        publish_charter(person, saved, values["charter"], now=now)
    if upload := request.FILES.get("cover"):
        set_cover(person, saved, upload, now=now)
    elif request.POST.get("no-cover"):
        set_cover(person, saved, None, now=now)
    return saved
