"""Editing an activity, a question; looking at an activity as a learner would."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cordee.core.errors import Invalid, Missing
from cordee.media.queries import files_named
from cordee.paths import access
from cordee.paths.actions import drafts
from cordee.paths.kinds import KINDS, Sent, Step
from cordee.paths.models import Activity
from cordee.paths.queries.attempts import item_figures
from cordee.paths.queries.outline import StepLine, outline_of
from cordee.paths.queries.paths import path_seen
from cordee.paths.questions import KINDS as QUESTIONS
from cordee.spaces.queries.threads import post_read
from cordee.spaces.views.viewing import actor, viewing
from cordee.studio.actions.attaching import attach
from cordee.studio.actions.banking import add_bank, put_question, remove_question
from cordee.studio.actions.crediting import make_activity
from cordee.studio.forms import fields_of, sent_of
from cordee.studio.queries import activity_written, paths_written_by, question_written, written
from cordee.studio.views.writing import outline_page

QUIZ_OWN = ("questions", "draws")  # chosen from the banks, not written


@login_required
def new_activity(request: HttpRequest, slug: str, module: UUID) -> HttpResponse:
    """Choose a kind, then write."""
    where = _mine(request, slug)
    kind = request.POST.get("kind") or request.GET.get("kind", "")
    if kind not in KINDS:
        context = {"path_row": where.path, "module": module, "kinds": KINDS.values(), "nav_current": "paths"}
        return render(request, "studio/choose_kind.html", context)
    return _activity_form(request, where, kind, module=module)


@login_required
def activity(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Edit an activity."""
    where = _mine(request, slug)
    found = activity_written(where, key)
    return _activity_form(request, where, found.kind, found=found)


def _activity_form(
    request: HttpRequest,
    where: access.Standing,
    kind: str,
    *,
    found: Activity | None = None,
    module: UUID | None = None,
) -> HttpResponse:
    content = KINDS[kind].Content
    without = QUIZ_OWN if kind == "quiz" else ()
    values: dict[str, Any] = dict(found.content) if found else {}
    details: dict[str, Any] = {
        "title": found.title if found else "",
        "minutes": str(found.minutes) if found else "5",
        "mode": found.mode if found else KINDS[kind].mode,
        "required": found.required if found else True,
        "objectives": [str(one.key) for one in found.objectives.all()] if found else [],
    }
    release = dict(found.release) if found else {}
    errors: dict[str, str] = {}
    if request.method == "POST":
        posted = {name: request.POST.getlist(name) for name in request.POST}
        details = {name: request.POST.get(name, "") for name in details} | {
            "required": "required" in request.POST,
            "objectives": request.POST.getlist("objectives"),
        }
        try:
            release = _release(posted)
            _store_files(request, where, posted)
            values = sent_of(content, posted, without=without) | (_quiz(posted) if kind == "quiz" else {})
            given = details | {"objectives": [UUID(one) for one in details["objectives"]], "release": release}
            if found:
                drafts.edit_activity(where, found.key, values=values, now=timezone.now(), **given)
            else:
                assert module is not None
                drafts.add_activity(where, module, kind=kind, values=values, now=timezone.now(), **given)
        except Invalid as refusal:
            errors = refusal.fields or {"title": refusal.message}
        except ValueError:
            errors = {"objectives": _("Choose one of those offered.")}
        else:
            messages.success(request, _("Saved."))
            return redirect("path-writing", slug=where.path.slug)
    whole = written(where)
    context = {
        "path_row": where.path,
        "kind": KINDS[kind],
        "activity": found,
        "details": details,
        "release": release,
        "fields": fields_of(content, values, without=without),
        "files": _files(values),
        "errors": errors,
        "modes": Activity.Mode.choices,
        "objectives": list(whole.version.objectives.all()),
        "others": [
            one for _module, rows in whole.modules for one in rows if not found or one.key != found.key
        ],
        "banks": whole.banks if kind == "quiz" else [],
        "quiz": values if kind == "quiz" else {},
        "question_kinds": QUESTIONS.values(),
        "figures": item_figures(where.path, found) if found and kind == "quiz" else [],
        "nav_current": "paths",
    }
    return render(request, "studio/activity.html", context, status=422 if errors else 200)


@login_required
def new_question(request: HttpRequest, slug: str, bank: str) -> HttpResponse:
    """Write a question for a bank (``new``: a first one is made)."""
    where = _mine(request, slug)
    kind = request.POST.get("kind") or request.GET.get("kind", "")
    if kind not in QUESTIONS:
        raise Missing(_("Choose one of those offered."))
    return _question_form(request, where, kind, bank=bank)


@login_required
def question(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Edit a question, or take it away."""
    where = _mine(request, slug)
    found = question_written(where, key)
    if request.method == "POST" and "remove" in request.POST:
        remove_question(where, key, now=timezone.now())
        messages.success(request, _("The question is gone from the draft."))
        return redirect("path-writing", slug=slug)
    return _question_form(
        request, where, found.kind, bank=str(found.bank.key), key=key, values=dict(found.content)
    )


def _question_form(
    request: HttpRequest,
    where: access.Standing,
    kind: str,
    *,
    bank: str,
    key: UUID | None = None,
    values: dict[str, Any] | None = None,
) -> HttpResponse:
    content, values = QUESTIONS[kind], values or {}
    errors: dict[str, str] = {}
    if request.method == "POST":
        posted = {name: request.POST.getlist(name) for name in request.POST}
        try:
            _store_files(request, where, posted)
            values = sent_of(content, posted)
            content.given(values)  # before a bank is made for nothing
            now = timezone.now()
            shelf = add_bank(where, title=_("Questions"), now=now).key if bank == "new" else UUID(bank)
            put_question(where, shelf, kind=kind, values=values, key=key, now=now)
        except Invalid as refusal:
            errors = refusal.fields or {"prompt": refusal.message}
        except ValueError:
            raise Missing(_("This bank is not in the draft any more.")) from None
        else:
            messages.success(request, _("Saved."))
            return redirect("path-writing", slug=where.path.slug)
    context = {
        "path_row": where.path,
        "kind": content,
        "fields": fields_of(content, values),
        "files": _files(values),
        "errors": errors,
        "is_new": key is None,
        "nav_current": "paths",
    }
    return render(request, "studio/question.html", context, status=422 if errors else 200)


@require_safe
@login_required
def preview(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """An activity as a learner sees it; nothing that is done here is kept."""
    where = _mine(request, slug)
    found = activity_written(where, key)
    whole = outline_of(found.version)
    kind = KINDS[found.kind]
    at = Step(where.person, found, None, None, timezone.now())
    line = whole.step(key) or StepLine(
        key, found.kind, found.title, found.mode, found.minutes, found.required, {}
    )
    before, after = whole.around(key)
    context: dict[str, Any] = {
        "path_row": where.path,
        "line": line,
        "kind": kind,
        "step": at,
        "shown": found.shown,
        "template": f"paths/kinds/{found.kind}.html",
        "before": before,
        "after": after,
        "cohort": None,
        "enrolment": None,
        "errors": {},
        "sent": Sent(),
        "nav_current": "paths",
    }
    return render(request, "studio/preview.html", context | kind.render(at))


@viewing
def from_post(request: HttpRequest, who: Any, post_id: UUID) -> HttpResponse:
    """A contribution becomes an activity: choose where, and it is there."""
    post = post_read(who, post_id)
    access.check_creates(who.person)
    if request.method == "POST":
        slug, _sep, key = request.POST.get("where", "").partition("/")
        where = _mine(request, slug)
        try:
            made = make_activity(where, UUID(key), post, now=timezone.now())
        except ValueError:
            raise Missing(_("This module is not in the draft any more.")) from None
        except Invalid as refusal:
            return outline_page(request, where, refusal.status, errors={"module": refusal.message})
        messages.success(request, _("It is in the draft; its author is credited."))
        return redirect("activity-writing", slug=slug, key=made.key)
    choices = []
    for path in paths_written_by(who.person)[:20]:
        whole = written(path_seen(who.person, path.slug))
        choices.append((path, [module for module, _rows in whole.modules]))
    context = {"post": post, "choices": choices, "nav_current": "paths"}
    return render(request, "studio/from_post.html", context)


def _mine(request: HttpRequest, slug: str) -> access.Standing:
    where = path_seen(actor(request), slug)
    access.check_writes(where)
    return where


def _store_files(request: HttpRequest, where: access.Standing, posted: dict[str, list[str]]) -> None:
    """Each file that came is stored; its identifier takes its place among what was sent."""
    for name, upload in request.FILES.items():
        if isinstance(upload, UploadedFile) and name.startswith("file-"):
            field = name.removeprefix("file-")
            shown = field.split(".")[-1] == "image"
            file = attach(where, upload, shown=shown, now=timezone.now())
            kept = posted.get(field, []) if field in ("files", "materials") else []
            posted[field] = [*kept, str(file.id)]


def _files(values: dict[str, Any]) -> dict[str, str]:
    """The names of the files that the values name, by their identifiers."""
    text = json.dumps(values)
    named = [part for part in text.split('"') if len(part) == 36 and part.count("-") == 4]
    return {str(file.id): file.name for file in files_named(named)}


def _quiz(posted: dict[str, list[str]]) -> dict[str, Any]:
    draws = [
        {"bank": name.removeprefix("draw-"), "count": given[0]}
        for name, given in posted.items()
        if name.startswith("draw-") and given[0].strip() not in ("", "0")
    ]
    return {"questions": posted.get("questions", []), "draws": draws}


def _release(posted: dict[str, list[str]]) -> dict[str, Any]:
    release: dict[str, Any] = {}
    if day := posted.get("opens_on", [""])[0]:
        release["opens_on"] = day
    if days := posted.get("days_after_start", [""])[0]:
        release["days_after_start"] = days
    if after := [one for one in posted.get("after", []) if one]:
        release["after"] = after
    key, share = posted.get("score_key", [""])[0], posted.get("score_at_least", [""])[0].replace(",", ".")
    if key and share:
        try:
            release["score"] = {"key": key, "at_least": float(share) / 100}
        except ValueError:
            message = _("Between 0 and 100 %.")
            raise Invalid(message, fields={"score_at_least": message}) from None
    return release
