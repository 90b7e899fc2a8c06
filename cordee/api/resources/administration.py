"""Operations: administration. For administrators; auditors read."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router

from cordee.administration.actions.audit import note_look
from cordee.administration.actions.settings import edit_organisation
from cordee.administration.queries.audit import Entry, Filters, entries
from cordee.administration.queries.spaces import SpaceLine, all_spaces
from cordee.administration.retention import days_kept
from cordee.administration.roles import ROLES, rights
from cordee.administration.views.audit import filters_of
from cordee.administration.words import words_of
from cordee.api import shapes
from cordee.api.resources import answers, tokens, webhooks
from cordee.api.resources.administering import reader
from cordee.api.schemas import PageOf, Text
from cordee.api.schemas.administration import (
    AuditIn,
    AuditOut,
    HealthOut,
    OrganisationChange,
    OrganisationOut,
    RightsOut,
    SpaceRegisterOut,
)
from cordee.core.errors import Invalid
from cordee.core.models import Organisation
from cordee.core.queries import organisation
from cordee.spaces.views.viewing import actor
from cordee.web.checks import examine

router = Router(tags=["Administration"])
router.add_router("", tokens.router)
router.add_router("", webhooks.router)


def _organisation() -> dict[str, Any]:
    stored = Organisation.objects.first() or organisation()
    names = ("name", "language", "welcome", "accent", "sign_up", "sign_up_domains", "on_leaving")
    told = {name: getattr(stored, name) for name in (*names, "largest_image", "largest_file")}
    return told | {"logo": bool(stored.logo), "retention": days_kept(stored.retention)}


@router.get("/administration/organisation", response=answers(OrganisationOut), summary="Settings")
def read_organisation(request: HttpRequest) -> Any:
    """As stored."""
    reader(request)
    return _organisation()


@router.patch("/administration/organisation", response=answers(OrganisationOut), summary="Change settings")
def patch_organisation(request: HttpRequest, sent: OrganisationChange) -> Any:
    """Only what is sent is changed. A colour that cannot be read is refused; the answer names the nearest that can."""
    given = sent.dict(exclude_unset=True, exclude_none=True)
    edit_organisation(actor(request), now=timezone.now(), **given)
    return _organisation()


@router.get("/administration/roles", response=answers(list[RightsOut]), summary="Who may do what")
def list_rights(request: HttpRequest) -> Any:
    """Asked of the functions that decide it."""
    reader(request)
    names = [role.name for role in ROLES]
    return [
        {"act": str(act.label), "roles": dict(zip(names, allowed, strict=True))} for act, allowed in rights()
    ]


@router.get("/administration/spaces", response=answers(PageOf[SpaceRegisterOut]), summary="All spaces")
def list_all_spaces(request: HttpRequest, after: Text | None = None) -> Any:
    """By title, with who keeps each one alive. To name a facilitator: PUT the member of the space."""
    reader(request)
    return shapes.page(all_spaces(after), _space)


@router.get("/administration/health", response=answers(HealthOut), summary="Is all well?")
def read_health(request: HttpRequest) -> Any:
    """The findings of `bin/cordee doctor`."""
    reader(request)
    found = list(examine())
    return {"well": all(one.level == "ok" for one in found), "findings": found}


@router.get("/administration/audit", response=answers(PageOf[AuditOut]), summary="Who did what")
def list_audit(request: HttpRequest, asked: Query[AuditIn]) -> Any:
    """Newest first. Reading about one person is noted, and they can see it."""
    me = reader(request)
    filters = filters_of({"person": asked.person, "verb": asked.verb, "space": asked.space})
    for day in (asked.since, asked.until):
        if day and not 1970 <= day.year <= 9000:
            raise Invalid(_("A day is written as 2026-03-31."))
    filters = Filters(filters.person, filters.verb, filters.space, asked.since, asked.until)
    if filters.person:
        note_look(me, filters.person, now=timezone.now())
    return shapes.page(entries(filters, asked.after), _entry)


def _space(line: SpaceLine) -> dict[str, Any]:
    named = {name: getattr(line.space, name) for name in ("slug", "title", "visibility")}
    return named | {"members": line.members, "last_at": line.last_at, "facilitators": line.facilitators}


def _entry(entry: Entry) -> dict[str, Any]:
    event = entry.event
    return {
        "id": event.id,
        "at": event.at,
        "verb": event.verb,
        "words": words_of(event.verb),
        "actor": entry.actor,
        "concerned": entry.concerned,
        "space_slug": entry.space.slug if entry.space else None,
        "object_id": event.object_id,
        "data": event.data,
    }
