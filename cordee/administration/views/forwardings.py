"""Other record stores that are told every statement: one with what it refuses, and what one does with it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cordee.administration.access import check_administers
from cordee.administration.views.administering import administering, page
from cordee.core.errors import Invalid
from cordee.people.models import Person
from cordee.records.actions.forwardings import (
    edit_forwarding,
    make_forwarding,
    remove_forwarding,
    switch_forwarding,
)
from cordee.records.models import Forwarding
from cordee.records.positions import moment_of
from cordee.records.queries.forwardings import forwarding_by_id, what_is_set_aside
from cordee.records.tasks import forward, send_once_more

_FIELDS = ("name", "address", "version", "user", "family", "verb")


@never_cache
@administering
def new_forwarding(request: HttpRequest, me: Person) -> HttpResponse:
    """Pass records on to another store."""
    check_administers(me)
    return _form(request, me, None)


@never_cache
@administering
def forwarding(request: HttpRequest, me: Person, forwarding_id: UUID) -> HttpResponse:
    """One of them: how it does, and what was set aside."""
    found = forwarding_by_id(forwarding_id)
    context = {
        "forwarding": found,
        "page": what_is_set_aside(found, request.GET.get("after")),
        "up_to": moment_of(found.position) if found.position else None,
    }
    return page(request, me, "forwarding.html", context, section="record-credentials")


@never_cache
@administering
def edit(request: HttpRequest, me: Person, forwarding_id: UUID) -> HttpResponse:
    """Change where they go, and which."""
    check_administers(me)
    return _form(request, me, forwarding_by_id(forwarding_id))


@require_POST
@administering
def forwarding_act(request: HttpRequest, me: Person, forwarding_id: UUID) -> HttpResponse:
    """``act``: on, off, again (what was set aside), remove."""
    found, now = forwarding_by_id(forwarding_id), timezone.now()
    match request.POST.get("act"):
        case "on" | "off" as state:
            switch_forwarding(me, found, on=state == "on", now=now)
            messages.success(request, _("Saved."))
        case "again":
            send_once_more.defer(forwarding=str(found.id))
            messages.success(request, _("They are on their way once more: reload in a while."))
        case "remove":
            remove_forwarding(me, found, now=now)
            messages.success(request, _("Records are no longer passed on there. What arrived stays there."))
            return redirect("record-credentials")
        case _other:
            raise Invalid(_("Choose one of those offered."))
    return redirect("forwarding", forwarding_id=found.id)


def _form(request: HttpRequest, me: Person, found: Forwarding | None) -> HttpResponse:
    values = {name: str(getattr(found, name, "")) for name in _FIELDS} | {"whole": "now"}
    values["version"] = values["version"] or Forwarding.Version.FIRST
    errors: dict[str, str] = {}
    if request.method == "POST":
        values |= {name: request.POST.get(name, "") for name in (*_FIELDS, "whole")}
        given = {name: values[name] for name in _FIELDS} | {"password": request.POST.get("password", "")}
        now = timezone.now()
        try:
            if found is None:
                made = make_forwarding(me, whole=values["whole"] == "all", now=now, **given)
                forward.defer(forwarding=str(made.id))
            else:
                made = edit_forwarding(me, found, now=now, **given)
        except Invalid as refusal:
            errors = refusal.fields
        else:
            messages.success(request, _("Saved."))
            return redirect("forwarding", forwarding_id=made.id)
    context = {"forwarding": found, "values": values, "errors": errors}
    status = 422 if errors else 200
    return page(request, me, "forwarding_form.html", context, section="record-credentials", status=status)
