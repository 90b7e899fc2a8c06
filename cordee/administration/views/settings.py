"""The organisation's settings, its colour and its logo."""

from typing import Any

from django.contrib import messages
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from cordee.administration.access import check_administers
from cordee.administration.actions.settings import edit_organisation, set_logo
from cordee.administration.retention import CHOSEN, FIXED, days_kept
from cordee.administration.theme import stylesheet
from cordee.administration.views.administering import administering, page
from cordee.core.colours import HEX, by_day
from cordee.core.errors import Invalid, Missing
from cordee.core.legal import LEGAL
from cordee.core.models import Organisation
from cordee.core.queries import organisation
from cordee.people.models import Person

FIELDS = (
    "name", "welcome", "accent", "language", "on_leaving", "largest_image", "largest_file", *LEGAL, "public_sheets",
)  # fmt: skip
QUALITY = (
    "acknowledge_within", "answer_within", "outside_concerns", "referent", "bpf_until", "year_begins", "other_nsf",
)  # fmt: skip
YEAR = 60 * 60 * 24 * 365


@administering
def settings(request: HttpRequest, me: Person) -> HttpResponse:
    """What the organisation is called, how it looks, what it keeps: as stored, not as kept in memory."""
    stored = Organisation.objects.first() or organisation()
    values: dict[str, Any] = {name: getattr(stored, name) for name in (*FIELDS, *QUALITY)}
    kept: dict[str, Any] = dict(days_kept(stored.retention))
    errors: dict[str, str] = {}
    if request.method == "POST":
        check_administers(me)
        values = {name: request.POST.get(name, "") for name in FIELDS}
        if "bpf_until" in request.POST:
            values |= {name: request.POST.get(name, "") for name in QUALITY}
        values["accent"] = request.POST.get("nearest") or values["accent"]
        sent = {name: request.POST[f"kept-{name}"] for name in kept if f"kept-{name}" in request.POST}
        kept |= sent
        try:
            _save(request, me, values, sent)
        except Invalid as refusal:
            errors = refusal.fields or {"name": refusal.message}
        else:
            messages.success(request, _("Saved. Everyone sees it within half a minute."))
            return redirect("settings")
    accent = str(values["accent"]).strip().lower()
    context = {
        "stored": stored,
        "values": {name: getattr(stored, name) for name in QUALITY} | values,
        "errors": errors,
        "nearest": by_day(accent) if "accent" in errors and HEX.fullmatch(accent) else "",
        "kept": [(one, kept[one.name]) for one in CHOSEN],
        "fixed": FIXED,
        "leaving": Organisation.Leaving.choices,
    }
    return page(request, me, "settings.html", context, section="settings", status=422 if errors else 200)


def _save(request: HttpRequest, me: Person, values: dict[str, Any], kept: dict[str, Any]) -> None:
    now = timezone.now()
    with transaction.atomic():
        edit_organisation(me, now=now, retention=kept, **values)
        if upload := request.FILES.get("logo"):
            set_logo(me, upload, now=now)
        elif request.POST.get("no-logo"):
            set_logo(me, None, now=now)


def _etag(request: HttpRequest) -> str:
    return f'"{organisation().accent or "none"}"'


@require_safe
@condition(etag_func=_etag)
def theme(request: HttpRequest) -> HttpResponse:
    """The stylesheet of the organisation's colour; empty without one. For everyone: the sign-in page wears it too."""
    accent = organisation().accent
    response = HttpResponse(stylesheet(accent), content_type="text/css")
    asked = request.GET.get("v") == accent.removeprefix("#")
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable" if asked else "public, no-cache"
    return response


@require_safe
def logo(request: HttpRequest) -> HttpResponseBase:
    """The organisation's logo, for everyone."""
    name = organisation().logo
    try:
        content = default_storage.open(name) if name else None
    except FileNotFoundError:
        content = None
    if content is None:
        raise Missing(_("There is no logo."))
    response = FileResponse(content, content_type="image/webp")
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable" if request.GET.get("v") else "no-cache"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
