"""Operations: administration. For administrators; auditors read."""

from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import File, Query, Router, Status
from ninja.files import UploadedFile

from cordee.administration.actions.audit import export_audit
from cordee.administration.actions.mail import send_test
from cordee.administration.actions.settings import edit_organisation, set_logo
from cordee.administration.queries.audit import Entry, Filters, entries
from cordee.administration.queries.spaces import SpaceLine, all_spaces
from cordee.administration.retention import CLASSES, days_kept
from cordee.administration.roles import ROLES, rights
from cordee.administration.views.audit import filters_of
from cordee.administration.words import words_of
from cordee.api import shapes
from cordee.api.resources import CSV, answers, providers, tokens, webhooks
from cordee.api.resources.administering import reader
from cordee.api.schemas import PageOf, Text
from cordee.api.schemas.administration import (
    AuditAsked,
    AuditIn,
    AuditOut,
    ClassOut,
    HealthOut,
    MailOut,
    OrganisationChange,
    OrganisationOut,
    RightsOut,
    SpaceRegisterOut,
)
from cordee.core import tables
from cordee.core.errors import Invalid
from cordee.core.legal import LEGAL
from cordee.core.models import Organisation
from cordee.core.queries import organisation
from cordee.people.actions.looks import note_look_today
from cordee.people.models import DataLook
from cordee.spaces.views.viewing import actor
from cordee.web.checks import examine

QUALITY = (
    "acknowledge_within", "answer_within", "outside_concerns", "referent", "bpf_until", "year_begins",
    "other_nsf",
)  # fmt: skip
router = Router(tags=["Administration"])
router.add_router("", tokens.router)
router.add_router("", webhooks.router)
router.add_router("", providers.router)


def _organisation() -> dict[str, Any]:
    stored = Organisation.objects.first() or organisation()
    names = ("name", "language", "welcome", "accent", "sign_up", "sign_up_domains", "passwords", "on_leaving")
    told = {
        name: getattr(stored, name)
        for name in (*names, "largest_image", "largest_file", *LEGAL, "public_sheets", *QUALITY)
    }
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


@router.get("/administration/retention", response=answers(list[ClassOut]), summary="What is kept, and why")
def list_classes(request: HttpRequest) -> Any:
    """Each class of data with its reason. To choose: PATCH the organisation with `retention`."""
    reader(request)
    chosen = days_kept(_organisation()["retention"])
    return [
        {
            "name": one.name,
            "label": str(one.label),
            "what": f"{one.what} {one.why}",
            "days": one.days if one.fixed else chosen[one.name],
            "default": one.days,
            "fixed": one.fixed,
        }
        for one in CLASSES
    ]


@router.post("/administration/logo", response=answers(OrganisationOut), summary="Show a logo")
def create_logo(request: HttpRequest, image: UploadedFile = File(...)) -> Any:  # noqa: B008 (ninja's way)
    """Decoded and encoded anew; everybody reads it at /organisation/logo/."""
    set_logo(actor(request), image, now=timezone.now())
    return _organisation()


@router.delete("/administration/logo", response=answers(None, 204), summary="Take the logo away")
def delete_logo(request: HttpRequest) -> Any:
    """The name stands alone again."""
    set_logo(actor(request), None, now=timezone.now())
    return Status(204, None)


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


@router.post("/administration/health/mail", response=answers(MailOut), summary="Does mail leave?")
def create_test_mail(request: HttpRequest) -> Any:
    """Sends one to the caller."""
    trouble = send_test(actor(request))
    return {"left": not trouble, "trouble": trouble}


@router.get("/administration/audit", response=answers(PageOf[AuditOut]), summary="Who did what")
def list_audit(request: HttpRequest, asked: Query[AuditIn]) -> Any:
    """Newest first. Reading about one person is noted, and they can see it."""
    me = reader(request)
    filters = _filters(asked)
    if filters.person:
        note_look_today(me, filters.person, now=timezone.now(), what=DataLook.What.AUDIT)
    return shapes.page(entries(filters, asked.after), _entry)


@router.get(
    "/administration/audit-table",
    response=answers(None, 204),
    summary="Who did what, as CSV",
    openapi_extra=CSV,
)
def take_audit(request: HttpRequest, asked: Query[AuditAsked]) -> Any:
    """What matches, newest first. That it was taken is itself noted."""
    lines = export_audit(reader(request), _filters(asked), now=timezone.now())
    return StreamingHttpResponse(tables.spoken(lines), content_type="text/csv; charset=utf-8")


def _filters(asked: AuditAsked) -> Filters:
    filters = filters_of({"person": asked.person, "verb": asked.verb, "space": asked.space})
    for day in (asked.since, asked.until):
        if day and not 1970 <= day.year <= 9000:
            raise Invalid(_("A day is written as 2026-03-31."))
    return Filters(filters.person, filters.verb, filters.space, asked.since, asked.until)


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
