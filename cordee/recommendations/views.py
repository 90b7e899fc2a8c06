"""Pages of experts: who can help with what, and my own choice to be shown."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cordee.people.queries import skill_by_slug
from cordee.recommendations import experts
from cordee.recommendations.actions import show_me
from cordee.spaces import access
from cordee.spaces.views.viewing import actor, viewing


@require_safe
@viewing
def directory(request: HttpRequest, who: access.Viewer) -> HttpResponse:
    """Who can help, skill by skill; to who administers, also the skills that nobody holds."""
    lines = experts.directory()
    context = {
        "held": [line for line in lines if line.holders],
        "missing": experts.unheld(lines) if who.oversees else [],
        "oversees": who.oversees,
        "nav_current": "people",
    }
    return render(request, "recommendations/directory.html", context)


@require_safe
@viewing
def who_knows(request: HttpRequest, who: access.Viewer, slug: str) -> HttpResponse:
    """Who can help with one skill, for its page."""
    skill = skill_by_slug(slug)
    context = {"skill": skill, "experts": experts.experts_on(who, skill, now=timezone.now())}
    return render(request, "recommendations/who_knows.html", context)


@viewing
def my_expertise(request: HttpRequest, who: access.Viewer) -> HttpResponse:
    """What my acts say that I can help with, and on which of it I am shown."""
    now = timezone.now()
    if request.method == "POST":
        show_me(actor(request), request.POST.getlist("skills"), now=now)
        messages.success(request, _("Saved: it holds from now on."))
        return redirect("my-expertise")
    context = {"me": who.person, "mine": experts.mine(who.person, now=now), "nav_current": "me"}
    return render(request, "recommendations/my_expertise.html", context)
