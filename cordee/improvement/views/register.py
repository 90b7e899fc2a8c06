"""The register, for who looks after it; one concern, for who looks after it and who raised it."""

from collections.abc import Callable
from datetime import date
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
from cordee.improvement import access
from cordee.improvement.actions import forgetting, handling, measures
from cordee.improvement.data_views import REGISTER
from cordee.improvement.models import Concern, Measure
from cordee.improvement.queries import register as queries
from cordee.improvement.queries.figures import figures
from cordee.people.actions.looks import saw_view
from cordee.people.models import Person
from cordee.people.queries import person_named
from cordee.spaces.views.viewing import actor


@require_safe
@login_required
def register(request: HttpRequest) -> HttpResponse:
    """All concerns, with how well they are looked after. For administrators and auditors."""
    me, now = actor(request), timezone.now()
    shown = request.GET.get("shown", "open")
    kind = request.GET.get("kind", "")
    access.check_reads_all(me)
    saw_view(me, REGISTER.name, "organisation", None, now)
    page = queries.register(me, today=now.date(), shown=shown, kind=kind, cursor=request.GET.get("after"))
    context = {
        "page": page,
        "figures": figures(now),
        "today": now.date(),
        "shown": shown if shown in queries.SHOWN else "open",
        "choices": queries.SHOWN,
        "kind": kind,
        "kinds": Concern.Kind.choices,
        "nav_current": "training",
    }
    return render(request, "improvement/register.html", context)


@require_safe
@login_required
def concern(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """One concern: what was told to who raised it; all of it, with the acts, for who looks after it."""
    return _page(request, queries.concern_seen(actor(request), concern_id))


def _page(
    request: HttpRequest, found: Concern, *, refusal: Invalid | Conflict | None = None, tried: str = ""
) -> HttpResponse:
    me = actor(request)
    inside = access.reads_file(me, found)
    keeps = access.keeps(me, found)
    context: dict[str, Any] = {
        "concern": found,
        "steps": queries.steps_of(found, inner=inside),
        "inside": inside,
        "keeps": keeps,
        "raised": access.raised(me, found),
        "today": timezone.now().date(),
        "works": Measure.Works.choices,
        "versions": queries.versions_to_link(found) if inside and found.closed_at is None else [],
        "errors": (refusal.fields or {"all": refusal.message}) if refusal else {},
        "tried": tried,
        "given": request.POST,
        "nav_current": "training" if access.reads_all(me) else "me",
    }
    return render(request, "improvement/concern.html", context, status=refusal.status if refusal else 200)


@require_POST
@login_required
def act(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """One act of who looks after it (or, to open it again, of who raised it): ``act`` says which."""
    me = actor(request)
    found = queries.concern_seen(me, concern_id)
    name = request.POST.get("act", "")
    if name not in _ACTS:
        raise Missing(_("There is no such act."))
    try:
        said = _ACTS[name](me, found, request)
    except (Invalid, Conflict) as refusal:
        return _page(request, found, refusal=refusal, tried=name)
    messages.success(request, said)
    return redirect("concern", concern_id=concern_id)


def _acknowledge(me: Person, found: Concern, request: HttpRequest) -> str:
    handling.acknowledge(me, found, words=request.POST.get("words", ""), now=timezone.now())
    return _("Acknowledged. Whoever raised it is told.")


def _assign(me: Person, found: Concern, request: HttpRequest) -> str:
    handling.assign(me, found, named(request.POST.get("assigned", ""), "assigned"), now=timezone.now())
    return _("Given. They are told, and may read all of it.")


def _note(me: Person, found: Concern, request: HttpRequest) -> str:
    access.check_keeps(me, found)
    handling.note(me, found, request.POST.get("words", ""), now=timezone.now())
    return _("Noted, for those who look after it.")


def _answer(me: Person, found: Concern, request: HttpRequest) -> str:
    handling.answer(me, found, request.POST.get("words", ""), now=timezone.now())
    return _("Answered. Whoever raised it is told.")


def _close(me: Person, found: Concern, request: HttpRequest) -> str:
    handling.close(me, found, request.POST.get("words", ""), now=timezone.now())
    return _("Closed. Whoever raised it is told, and may open it again.")


def _reopen(me: Person, found: Concern, request: HttpRequest) -> str:
    handling.reopen(me, found, request.POST.get("words", ""), now=timezone.now())
    return _("Open again.")


def _plan(me: Person, found: Concern, request: HttpRequest) -> str:
    access.check_keeps(me, found)
    measures.plan_measure(
        me,
        found,
        what=request.POST.get("what", ""),
        owner=named(request.POST.get("owner", "").strip() or me.handle, "owner"),
        due_on=_day(request.POST.get("due_on", "")),
        told=bool(request.POST.get("told")),
        now=timezone.now(),
    )
    return _("Planned. Who does it is told.")


def _finish(me: Person, found: Concern, request: HttpRequest) -> str:
    measure = queries.measure_of(found, _uuid(request.POST.get("measure", "")))
    wanted = request.POST.get("version", "")
    version = next((one for one in queries.versions_to_link(found) if str(one.id) == wanted), None)
    measures.finish_measure(
        me,
        measure,
        outcome=request.POST.get("outcome", ""),
        works=request.POST.get("works", ""),
        version=version,
        told=bool(request.POST.get("told")),
        now=timezone.now(),
    )
    return _("Done. What it changed stands in the register.")


def _forget(me: Person, found: Concern, request: HttpRequest) -> str:
    forgetting.forget_author(me, found, now=timezone.now())
    return _("Who wrote it and what they wrote are forgotten; dates and actions stay.")


_ACTS: dict[str, Callable[[Person, Concern, HttpRequest], str]] = {
    "acknowledge": _acknowledge,
    "assign": _assign,
    "note": _note,
    "answer": _answer,
    "close": _close,
    "reopen": _reopen,
    "plan": _plan,
    "finish": _finish,
    "forget": _forget,
}


def named(text: str, field: str) -> Person:
    """Whom a form names, by handle or e-mail. Raises Invalid."""
    found = person_named(text)
    if found is None:
        message = _("Nobody here is called so: write a handle or an e-mail.")
        raise Invalid(message, fields={field: message})
    return found


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = _("Choose a date.")
        raise Invalid(message, fields={"due_on": message}) from None


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Missing(_("There is no such action, or it is not yours to read.")) from None
