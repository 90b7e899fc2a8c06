"""Writing a path: its outline, what it is, who writes it, publishing it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cordee.core.errors import Conflict, Invalid, Missing
from cordee.core.queries import organisation
from cordee.paths import access
from cordee.paths.actions import drafts
from cordee.paths.actions import paths as acts
from cordee.paths.actions.publishing import Alone, publish_version
from cordee.paths.kinds import KINDS
from cordee.paths.models import Path, Sheet
from cordee.paths.queries.outline import outline_of
from cordee.paths.queries.paths import path_seen
from cordee.people.queries import all_skills, person_named
from cordee.spaces.views.viewing import actor
from cordee.studio.queries import paths_written_by, written

SHEET = (
    "audience", "prerequisites", "methods", "evaluation", "accessibility", "access_delay", "price", "contact",
    "certification",
)  # fmt: skip


@require_safe
@login_required
def studio(request: HttpRequest) -> HttpResponse:
    """The paths that I write."""
    person = actor(request)
    access.check_creates(person)
    return render(request, "studio/studio.html", {"paths": paths_written_by(person), "nav_current": "paths"})


@require_safe
@login_required
def path_writing(request: HttpRequest, slug: str) -> HttpResponse:
    """The outline of what is being written: objectives, modules, activities, banks; each can be moved by keyboard."""
    return outline_page(request, _mine(request, slug))


def outline_page(
    request: HttpRequest, where: access.Standing, status: int = 200, **more: Any
) -> HttpResponse:
    """The outline; after a refusal, with its reason."""
    found = written(where)
    context: dict[str, Any] = {
        "path_row": where.path,
        "written": found,
        "balance": outline_of(found.version),
        "objectives": list(found.version.objectives.prefetch_related("skills")),
        "skills": all_skills(),
        "authors": list(where.path.authors.order_by("name")),
        "kinds": KINDS,
        "errors": {},
        "alone": False,
        "nav_current": "paths",
    }
    return render(request, "studio/outline.html", context | more, status=status)


@require_POST
@login_required
def objectives(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what one can do at the end."""
    where = _mine(request, slug)
    keys = request.POST.getlist("key")
    aims = [
        drafts.Aim(text, request.POST.getlist(f"skills-{at}"), _uuid(keys[at]) if at < len(keys) else None)
        for at, text in enumerate(request.POST.getlist("aim"))
    ]
    try:
        drafts.set_objectives(where, aims, now=timezone.now())
    except Invalid as refusal:
        return outline_page(request, where, refusal.status, errors={"objectives": refusal.message})
    messages.success(request, _("Saved."))
    return redirect("path-writing", slug=slug)


@require_POST
@login_required
def modules(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a module."""
    where = _mine(request, slug)
    try:
        drafts.add_module(where, title=request.POST.get("title", ""), now=timezone.now())
    except Invalid as refusal:
        return outline_page(request, where, refusal.status, errors={"module": refusal.message})
    return redirect("path-writing", slug=slug)


@require_POST
@login_required
def module(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Rename, move or take away a module."""
    where, now = _mine(request, slug), timezone.now()
    try:
        if "remove" in request.POST:
            drafts.remove_module(where, key, now=now)
        elif "to" in request.POST:
            drafts.move_module(where, key, to=_place(request.POST["to"]), now=now)
        else:
            drafts.edit_module(
                where, key, title=request.POST.get("title", ""), about=request.POST.get("about", ""), now=now
            )
    except Invalid as refusal:
        return outline_page(request, where, refusal.status, errors={"module": refusal.message})
    return _back(request, slug)


@require_POST
@login_required
def place(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Move an activity (``to``, in ``module``), or take it away. Buttons and dragging send the same."""
    where, now = _mine(request, slug), timezone.now()
    if "remove" in request.POST:
        drafts.remove_activity(where, key, now=now)
    else:
        drafts.move_activity(
            where,
            key,
            to_module=_uuid(request.POST.get("module", "")),
            to=_place(request.POST.get("to", "0")),
            now=now,
        )
    return _back(request, slug)


@login_required
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """What the path is called and what the public is told of it."""
    where = _mine(request, slug)
    row, _made = Sheet.objects.get_or_create(path=where.path)
    path = where.path
    values = {name: getattr(row, name) for name in SHEET}
    values |= {
        "title": path.title,
        "summary": path.summary,
        "audience_of": path.audience,
        "modality": row.modality,
    }
    errors: dict[str, str] = {}
    if request.method == "POST":
        values = {name: request.POST.get(name, "") for name in values}
        try:
            acts.edit_path(
                where,
                title=values["title"],
                summary=values["summary"],
                audience=values["audience_of"],
                now=timezone.now(),
            )
            told = {name: values[name] for name in (*SHEET, "modality")}
            acts.edit_sheet(where, now=timezone.now(), **told)
        except Invalid as refusal:
            errors = refusal.fields or {"title": refusal.message}
        else:
            messages.success(request, _("Saved."))
            return redirect("path-writing", slug=slug)
    context = {
        "path_row": path,
        "values": values,
        "errors": errors,
        "audiences": [
            (value, label)
            for value, label in Path.Audience.choices
            if value != Path.Audience.PUBLIC or organisation().public_sheets or path.audience == value
        ],
        "public_sheets": organisation().public_sheets,
        "modalities": Sheet._meta.get_field("modality").choices,
        "nav_current": "paths",
    }
    return render(request, "studio/sheet.html", context, status=422 if errors else 200)


@require_POST
@login_required
def authors(request: HttpRequest, slug: str) -> HttpResponse:
    """Let somebody write too, or no more."""
    where, now = _mine(request, slug), timezone.now()
    try:
        person = person_named(request.POST.get("person", "").removeprefix("@"))
        if person is None:
            raise Invalid(_("Nobody here has this handle or address."))
        (acts.remove_author if "remove" in request.POST else acts.add_author)(where, person, now=now)
    except (Invalid, Conflict) as refusal:
        return outline_page(request, where, refusal.status, errors={"person": refusal.message})
    return redirect("path-writing", slug=slug)


@require_POST
@login_required
def publication(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish the draft; a path without a step between people asks whether that is meant."""
    where = _mine(request, slug)
    note = request.POST.get("note", "")
    try:
        publish_version(where, note=note, alone_is_meant="alone" in request.POST, now=timezone.now())
    except Alone as refusal:
        return outline_page(request, where, refusal.status, errors={"publish": refusal.message}, alone=True)
    except (Invalid, Conflict) as refusal:
        return outline_page(request, where, refusal.status, errors={"publish": refusal.message})
    messages.success(
        request, _("Published. Newcomers begin this version; who began keeps theirs, or moves by choice.")
    )
    return redirect("path", slug=slug)


@require_POST
@login_required
def shelf(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the path off the shelf, or put it back."""
    acts.archive(_mine(request, slug), archived="undo" not in request.POST, now=timezone.now())
    return redirect("path-writing", slug=slug)


def _mine(request: HttpRequest, slug: str) -> access.Standing:
    where = path_seen(actor(request), slug)
    access.check_writes(where)
    return where


def _back(request: HttpRequest, slug: str) -> HttpResponse:
    if getattr(request, "htmx", False) or request.headers.get("x-requested-with"):
        return HttpResponse(status=204)
    return redirect("path-writing", slug=slug)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Missing(_("This module is not in the draft any more.")) from None


def _place(text: str) -> int:
    return int(text[:6]) if text.isascii() and text.isdecimal() else 0
