"""Joining, leaving, admitting; reading and accepting the charter."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cordee.people.queries import person_by_id
from cordee.spaces import access
from cordee.spaces.actions.charters import accept_charter
from cordee.spaces.actions.memberships import admit, decline, join, leave, remove
from cordee.spaces.models import JoinRequest, Membership
from cordee.spaces.queries.charters import charter_in_force
from cordee.spaces.queries.spaces import space_seen
from cordee.spaces.views.viewing import actor, viewing


@require_http_methods(["POST", "DELETE"])
@viewing
def membership(request: HttpRequest, who: access.Viewer, slug: str) -> HttpResponse:
    """Join (or ask to), or leave (DELETE, or POST with ``undo``)."""
    space = space_seen(who, slug)
    if request.method == "DELETE" or request.POST.get("undo"):
        leave(actor(request), space, now=timezone.now())
        messages.success(request, _("You left the space. What you contributed stays."))
        return redirect("spaces")
    result = join(actor(request), space, now=timezone.now(), message=request.POST.get("message", ""))
    if isinstance(result, JoinRequest):
        messages.success(request, _("Your request is sent: a facilitator will answer it."))
        return redirect(space.url)
    return redirect("space-welcome", slug=space.slug)


@viewing
def charter(request: HttpRequest, who: access.Viewer, slug: str) -> HttpResponse:
    """Read the charter; POST accepts the version that was read."""
    space = space_seen(who, slug)
    current = charter_in_force(space)
    going_to = request.POST.get("next") or request.GET.get("next") or space.url
    if not url_has_allowed_host_and_scheme(going_to, allowed_hosts=None):
        going_to = space.url
    if request.method == "POST" and current:
        read = get_object_or_404(space.charters.all(), version=request.POST.get("version", current.version))
        accept_charter(actor(request), read, now=timezone.now())
        messages.success(request, _("Thank you. You can contribute now."))
        return redirect(going_to)
    context = {
        "space": space,
        "charter": current,
        "must_accept": who.must_accept(space, space.charter_version),
        "belongs": who.belongs(space),
        "next": going_to,
        "nav_current": "spaces",
    }
    return render(request, "spaces/charter.html", context)


@require_POST
@viewing
def member(request: HttpRequest, who: access.Viewer, slug: str, person_id: UUID) -> HttpResponse:
    """For facilitators: let somebody in, change their role, say no, or take them out (``act``)."""
    space = space_seen(who, slug)
    access.check_facilitates(who, space)
    person, now, me = person_by_id(person_id), timezone.now(), actor(request)
    match request.POST.get("act"):
        case "decline":
            decline(me, get_object_or_404(JoinRequest, space=space, person=person), now=now)
        case "remove":
            remove(me, space, person, now=now)
        case "facilitator":
            admit(me, space, person, now=now, role=Membership.Role.FACILITATOR)
        case _other:
            admit(me, space, person, now=now)
    return redirect("space-members", slug=space.slug)
