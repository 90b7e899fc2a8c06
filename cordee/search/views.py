"""The page of search, and the pieces that other pages load."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.people.queries import all_skills
from cordee.search import queries
from cordee.search.queries import Wanted
from cordee.spaces import access
from cordee.spaces.queries.spaces import spaces_seen
from cordee.spaces.views.viewing import viewing

SOLVED = {"": None, "yes": True, "no": False}


@viewing
def search(request: HttpRequest, who: access.Viewer) -> HttpResponse:
    """Everything that one may read, by its words; to HTMX, the results alone."""
    errors: dict[str, str] = {}
    wanted, results, places = Wanted(""), None, queries.Places([], [], [])
    after = int(request.GET.get("after", "0")) if request.GET.get("after", "0").isdecimal() else 0
    try:
        wanted = wanted_of(request)
        if wanted.text.strip():
            zone = timezone.get_current_timezone()
            typing = bool(request.GET.get("typing"))
            results = queries.search(who, wanted, zone=zone, after=min(after, queries.MOST), typing=typing)
            if (wanted.named or not wanted.narrowed) and not after:
                places = queries.places(who, wanted.text, wanted.kind)
    except Invalid as refusal:
        errors = refusal.fields or {"q": refusal.message}
    query = request.GET.copy()
    query.pop("after", None)
    query.pop("typing", None)
    context: dict[str, Any] = {
        "wanted": wanted,
        "results": results,
        "places": places,
        "authors": queries.cards(results.found) if results else {},
        "errors": errors,
        "query": query.urlencode(),
        "nav_current": "search",
    }
    if getattr(request, "htmx", False):
        return render(request, "search/results.html", context, status=422 if errors else 200)
    context |= {
        "spaces_words": [(space.slug, space.title) for space in spaces_seen(who, size=100).rows],
        "skills_words": [(skill.slug, skill.name) for skill in all_skills()],
        "kinds": [
            ("question", _("questions")),
            ("experience", _("experiences")),
            ("tip", _("tips")),
            ("resource", _("resources")),
            ("discussion", _("discussions")),
            ("poll", _("polls")),
            ("person", _("people")),
            ("space", _("spaces")),
            ("skill", _("skills")),
            ("path", _("learning paths")),
        ],
    }
    return render(request, "search/search.html", context, status=422 if errors else 200)


def wanted_of(request: HttpRequest) -> Wanted:
    """What the address asks. Raises Invalid for a date that is none."""
    given = request.GET
    return Wanted(
        text=given.get("q", ""),
        kind=given.get("kind", ""),
        space=given.get("space", ""),
        skill=given.get("skill", ""),
        person=given.get("person", "").lstrip("@"),
        since=_day(given.get("since", ""), "since"),
        until=_day(given.get("until", ""), "until"),
        solved=SOLVED.get(given.get("solved", "")),
    )


def _day(text: str, field: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = _("Write the date as year-month-day.")
        raise Invalid(message, fields={field: message}) from None


@viewing
def suggestions(request: HttpRequest, who: access.Viewer) -> HttpResponse:
    """What to offer under the box while somebody types."""
    text = request.GET.get("q", "").strip()
    context = {
        "text": text,
        "offers": queries.offers(who, text) if len(text) > 1 else queries.Results([], None),
        "places": queries.places(who, text) if text else queries.Places([], [], []),
    }
    return render(request, "search/suggestions.html", context)


@viewing
def closest(request: HttpRequest, who: access.Viewer) -> HttpResponse:
    """Answered questions that may be the one that somebody is about to ask."""
    return render(
        request, "search/closest.html", {"likely": queries.likely_answers(who, request.GET.get("title", ""))}
    )


@viewing
def similar(request: HttpRequest, who: access.Viewer, post_id: UUID) -> HttpResponse:
    """Threads that speak of the same, for the foot of a thread."""
    return render(request, "search/alike.html", {"found": queries.similar(who, post_id)})
