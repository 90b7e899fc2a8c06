"""How knowledge travels: the organisation, a space, a practice, and what I shared."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.circulation import queries, words
from cordee.circulation.access import check_sees_organisation, check_sees_space, is_told_who_is_alone
from cordee.circulation.actions import agree_to_be_named
from cordee.circulation.data_views import ALONE, ORGANISATION, SPACE
from cordee.circulation.drawn import flow_map
from cordee.circulation.models import Place
from cordee.circulation.tables import sheets
from cordee.people.actions.looks import saw_view
from cordee.sheets import answer
from cordee.spaces import access
from cordee.spaces.models import Space
from cordee.spaces.queries.spaces import space_seen
from cordee.spaces.queries.threads import post_read
from cordee.spaces.views.viewing import actor, viewing


@viewing
def of_organisation(request: HttpRequest, who: access.Viewer) -> HttpResponseBase:
    """The whole; ``?group=`` looks at one group, ``?form=`` takes the tables away. Ten queries beside the page's own."""
    check_sees_organisation(who)
    saw_view(who.person, ORGANISATION.name, "organisation", None, timezone.now())
    return _page(request, who, None)


@viewing
def of_space(request: HttpRequest, who: access.Viewer, slug: str) -> HttpResponseBase:
    """A space, as above; its facilitators also see who has few to turn to."""
    space = space_seen(who, slug)
    check_sees_space(who, space)
    saw_view(who.person, SPACE.name, "space", space.id, timezone.now())
    return _page(request, who, space)


def _page(request: HttpRequest, who: access.Viewer, space: Space | None) -> HttpResponseBase:
    drawing = queries.drawing_of(space, _("Group"))
    form = request.GET.get("form", "")
    stories = queries.most_travelled(who, space, 1000 if form else queries.SHOWN)
    if form:
        title = f"{_('Circulation')} {space.title}" if space else _("Circulation")
        return answer(request, sheets(drawing, stories), form, title=title)
    address = reverse("space-circulation", args=[space.slug]) if space else reverse("circulation")
    near = request.GET.get("group", "")
    group = next((one for one in drawing.groups if str(one.number) == near), None) if drawing else None
    alone = queries.alone_in(space) if space and is_told_who_is_alone(who, space) else []
    if space and alone:
        saw_view(who.person, ALONE.name, "space", space.id, timezone.now())
    told = queries.carriers(who, space)
    context = {
        "space": space,
        "address": address,
        "drawing": drawing,
        "map": flow_map(drawing, address, group.number if group else None)
        if drawing and drawing.groups
        else "",
        "group": group,
        "stories": stories,
        "sums": queries.sums_of(space),
        "carriers": [one for one in told if one.role == Place.Role.CARRIES],
        "bridges": [one for one in told if one.role == Place.Role.BRIDGES],
        "alone": alone,
        "words": words,
        "nav_current": "spaces" if space else "training",
    }
    return render(request, "circulation/circulation.html", context)


@viewing
def of_practice(request: HttpRequest, who: access.Viewer, post_id: UUID) -> HttpResponse:
    """A practice's story, for whoever reads it. Four queries beside the page's own."""
    post = post_read(who, post_id)
    context = {
        "post": post,
        "space": post.space,
        "story": queries.story_of(post),
        "words": words,
        "nav_current": "spaces",
    }
    return render(request, "circulation/practice.html", context)


@viewing
def mine(request: HttpRequest, who: access.Viewer) -> HttpResponse:
    """Where what I shared went, what I am in it, and whether I may be named; POST ``named`` (1 or nothing) chooses."""
    me = actor(request)
    if request.method == "POST":
        agreed = request.POST.get("named") == "1"
        agree_to_be_named(me, agreed=agreed, now=timezone.now())
        messages.success(
            request,
            _("You are named where you carry or bridge practices.")
            if agreed
            else _("You are not named any more."),
        )
        return redirect("my-circulation")
    context = {
        "stories": queries.shared_by(me),
        "places": queries.places_of(me),
        "named": queries.is_named(me),
        "words": words,
        "nav_current": "me",
    }
    return render(request, "circulation/mine.html", context)
