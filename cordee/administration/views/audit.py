"""The audit log, and the same as a file."""

from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cordee.administration.actions.audit import export_audit
from cordee.administration.queries.audit import Filters, entries
from cordee.administration.views.administering import administering, page
from cordee.administration.words import WORDS, families, words_of
from cordee.core import tables
from cordee.core.errors import Invalid, Missing, Refusal
from cordee.people.actions.looks import note_look_today
from cordee.people.models import DataLook, Person
from cordee.spaces.models import Space

ASKED = ("person", "verb", "space", "since", "until")


@require_safe
@administering
def audit(request: HttpRequest, me: Person) -> HttpResponse:
    """Who did what, when; reading about one person is noted, and they can see it."""
    asked = {name: request.GET.get(name, "").strip() for name in ASKED}
    error, filters = "", Filters()
    try:
        filters = filters_of(asked)
    except Refusal as refusal:
        error = refusal.message
    if filters.person:
        note_look_today(me, filters.person, now=timezone.now(), what=DataLook.What.AUDIT)
    found = entries(filters, request.GET.get("after"))
    context = {
        "page": found,
        "asked": asked,
        "error": error,
        "query": urlencode({name: value for name, value in asked.items() if value}),
        "families": families(WORDS),
        "all_spaces": Space.objects.order_by("title").only("slug", "title"),
        "words_of": words_of,
    }
    return page(request, me, "audit.html", context, section="audit", status=422 if error else 200)


@require_safe
@administering
def audit_file(request: HttpRequest, me: Person) -> HttpResponseBase:
    """What matches, as CSV, streamed."""
    asked = {name: request.GET.get(name, "").strip() for name in ASKED}
    lines = export_audit(me, filters_of(asked), now=timezone.now())
    response = StreamingHttpResponse(tables.spoken(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="cordee-audit.csv"'
    return response


def filters_of(asked: dict[str, str]) -> Filters:
    """What is looked for, as people write it. Raises Missing, Invalid."""
    person = space = None
    if handle := asked.get("person", "").lstrip("@").lower():
        person = Person.objects.filter(handle=handle).first()
        if person is None:
            raise Missing(_("Nobody here answers to this name."))
    if slug := asked.get("space"):
        space = Space.objects.filter(slug=slug).first()
        if space is None:
            raise Missing(_("There is no such space, or it is not open to you."))
    return Filters(
        person=person,
        verb=asked.get("verb", ""),
        space=space,
        since=_day(asked.get("since", "")),
        until=_day(asked.get("until", "")),
    )


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Invalid(_("A day is written as 2026-03-31.")) from None
    if not 1970 <= day.year <= 9000:
        raise Invalid(_("A day is written as 2026-03-31."))
    return day
