"""Raising a concern with an account, what is mine, and the door for people without account."""

from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cordee.core.errors import Invalid, Missing, TooFast
from cordee.core.queries import organisation
from cordee.improvement.actions import raising
from cordee.improvement.models import Concern
from cordee.improvement.queries.register import given_to, mine, steps_of
from cordee.paths.access import standing
from cordee.paths.models import Cohort, Path
from cordee.paths.queries.cohorts import cohort_seen
from cordee.people.models import Person
from cordee.spaces.views.viewing import actor

FIELDS = ("kind", "title", "words")


@login_required
def new_concern(request: HttpRequest) -> HttpResponse:
    """Tell the organisation of something, about a path (``?path=``), a cohort (``?cohort=``) or everything."""
    me = actor(request)
    raising.check_may_raise(me)
    sent = request.POST if request.method == "POST" else request.GET
    path, cohort = _about(me, sent.get("path", ""), sent.get("cohort", ""))
    values = {name: request.POST.get(name, "") for name in (*FIELDS, "source")}
    values["kind"] = values["kind"] or sent.get("kind", "") or Concern.Kind.COMPLAINT
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            made = raising.raise_concern(me, **values, path=path, cohort=cohort, now=timezone.now())
        except Invalid as refusal:
            errors = refusal.fields or {"title": refusal.message}
        else:
            messages.success(request, _("Sent. You are told at each step; you find it again here."))
            return redirect(made.url)
    context = {
        "values": values,
        "errors": errors,
        "kinds": Concern.Kind.choices if me.manages_training else raising.KINDS_OF_OTHERS,
        "sources": Concern.Source.choices if me.manages_training else [],
        "path_row": path,
        "cohort": cohort,
        "here": organisation(),
        "nav_current": "me",
    }
    return render(request, "improvement/new.html", context, status=422 if errors else 200)


@require_safe
@login_required
def my_concerns(request: HttpRequest) -> HttpResponse:
    """What I raised, what I look after, and the actions that I have to do."""
    me = actor(request)
    concerns, owed = given_to(me)
    context = {
        "page": mine(me, request.GET.get("after")),
        "concerns": concerns,
        "owed": owed,
        "today": timezone.now().date(),
        "may_raise": me.is_administrator or not me.is_auditor,
        "nav_current": "me",
    }
    return render(request, "improvement/mine.html", context)


@never_cache
def outside(request: HttpRequest) -> HttpResponse:
    """For companies, funders and everybody without an account, where the organisation opened that door."""
    if not organisation().outside_concerns:
        raise Missing(_("There is no such page, or it is not open to you."))
    names = (*FIELDS, "source", "name", "email")
    values: dict[str, Any] = {name: request.POST.get(name, "") for name in names}
    values["kind"] = values["kind"] or Concern.Kind.COMPLAINT
    errors: dict[str, str] = {}
    if request.method == "POST":
        if not ratelimit.consume(request, action="signup"):
            raise TooFast(_("Too many attempts. Wait a few minutes, then try again."), retry_after=300)
        language = translation.get_language() or "fr"
        try:
            raising.raise_from_outside(**values, language=language, now=timezone.now())
        except Invalid as refusal:
            errors = refusal.fields or {"title": refusal.message}
        else:
            return render(request, "improvement/outside_sent.html", {"email": values["email"]})
    sources = [(one.value, one.label) for one in raising.FROM_OUTSIDE]
    context = {
        "values": values,
        "errors": errors,
        "sources": sources,
        "kinds": raising.KINDS_OF_OTHERS,
        "here": organisation(),
    }
    return render(request, "improvement/outside.html", context, status=422 if errors else 200)


@never_cache
def outside_concern(request: HttpRequest, proof: str) -> HttpResponse:
    """The link in the mail: confirm by POST (mail scanners only GET), then what became of it."""
    found = raising.proven(proof)
    if request.method == "POST":
        raising.confirm(found, now=timezone.now())
        return redirect("concern-outside", proof)
    steps = steps_of(found, inner=False) if found.confirmed_at else []
    return render(request, "improvement/outside_concern.html", {"concern": found, "steps": steps})


def _about(me: Person, slug: str, cohort_id: str) -> tuple[Path | None, Cohort | None]:
    """What it is about; nothing where that is not theirs to know: the concern itself matters more."""
    try:
        if cohort_id:
            _where, cohort = cohort_seen(me, _uuid(cohort_id))
            return cohort.path, cohort
        if slug:
            return standing(me, slug=slug).path, None
    except Missing:
        pass
    return None, None


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Missing(_("There is no such cohort, or it is not open to you.")) from None
