"""People as others meet them: the list, a profile, a skill."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cordee.activity.queries import lines_of, person_figures
from cordee.moderation.access import facilitated
from cordee.people.queries import people, person_by_handle, skill_by_slug, skills_of
from cordee.recommendations.experts import experts_on
from cordee.spaces import access
from cordee.spaces.queries.posts import posts_by, posts_on
from cordee.spaces.views.viewing import viewing


@viewing
def profile(request: HttpRequest, who: access.Viewer, handle: str) -> HttpResponse:
    """What somebody can help with, what they learn, what they gave and what became of it."""
    found = person_by_handle(handle)
    page = posts_by(who, found, cursor=request.GET.get("after"))
    context = {"someone": found, "page": page}
    if getattr(request, "htmx", False) and request.GET.get("after"):
        return render(request, "pages/profile_posts.html", context)
    context |= {
        "skills": skills_of(found),
        "figures": person_figures(found),
        "lines": lines_of(who, found).rows,
        "is_me": found.id == who.person.id,
        "keeps": bool(facilitated(who)),
        "nav_current": "me" if found.id == who.person.id else "people",
    }
    return render(request, "pages/profile.html", context)


@viewing
def people_list(request: HttpRequest, who: access.Viewer) -> HttpResponse:
    """Everyone here."""
    context = {"page": people(request.GET.get("after")), "nav_current": "people"}
    return render(request, "pages/people.html", context)


@viewing
def skill(request: HttpRequest, who: access.Viewer, slug: str) -> HttpResponse:
    """Who can help with a skill, and what was contributed on it."""
    found = skill_by_slug(slug)
    context = {
        "skill": found,
        "experts": experts_on(who, found, now=timezone.now()),
        "page": posts_on(who, found, cursor=request.GET.get("after")),
        "nav_current": "spaces",
    }
    return render(request, "pages/skill.html", context)
