"""The programme of a space: for who facilitates it a calendar, for its members what is asked, was and comes next."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

from cordee.programmes import words
from cordee.programmes.queries.programmes import month_of, plan_seen, today_in
from cordee.programmes.queries.prompts import prompt_of_week
from cordee.programmes.ready import templates
from cordee.spaces import access
from cordee.spaces.queries.spaces import space_seen
from cordee.spaces.views.viewing import viewing


@viewing
def programme(request: HttpRequest, who: access.Viewer, slug: str) -> HttpResponse:
    """What is planned, on a month (``?month=2026-12``) and as a list; without a programme, what one could be."""
    space = space_seen(who, slug)
    plan = plan_seen(who, space)
    now = timezone.now()
    language = translation.get_language() or "fr"
    oversees = access.moderates(who, space)
    context: dict[str, Any] = {
        "space": space,
        "plan": plan,
        "words": words,
        "leads": who.facilitates(space),
        "oversees": oversees,
        "belongs": who.belongs(space),
        "templates": list(templates().values()) if who.facilitates(space) else [],
        "language": language,
        "nav_current": "spaces",
    }
    if plan and plan.programme.is_open and oversees:
        shown = _month(request.GET.get("month", "")) or (plan.next.on if plan.next else today_in(space, now))
        context |= {"month": month_of(plan, shown, language), "today": today_in(space, now)}
        return render(request, "programmes/programme.html", context)
    context["week"] = prompt_of_week(who, space, now) if plan else None
    return render(request, "programmes/for_members.html", context)


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
