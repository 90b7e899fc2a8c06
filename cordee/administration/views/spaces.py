"""Roles in words, and all spaces."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cordee.administration.queries.spaces import all_spaces
from cordee.administration.roles import ROLES, rights
from cordee.administration.views.administering import administering, page
from cordee.people.models import Person
from cordee.people.queries import person_by_handle
from cordee.spaces import access
from cordee.spaces.actions.memberships import admit
from cordee.spaces.models import Membership
from cordee.spaces.queries.spaces import space_seen


@administering
def roles(request: HttpRequest, me: Person) -> HttpResponse:
    """Who may do what, as the product itself decides it."""
    return page(request, me, "roles.html", {"roles": ROLES, "rights": rights()}, section="roles")


@administering
def spaces(request: HttpRequest, me: Person) -> HttpResponse:
    """Every space; those without a facilitator are pointed at."""
    context = {"page": all_spaces(request.GET.get("after"))}
    return page(request, me, "spaces.html", context, section="administration-spaces")


@require_POST
@administering
def facilitator(request: HttpRequest, me: Person, slug: str) -> HttpResponse:
    """Make somebody a facilitator of a space."""
    person = person_by_handle(request.POST.get("handle", "").strip().lstrip("@").lower())
    space = space_seen(access.viewer(me), slug)
    admit(me, space, person, role=Membership.Role.FACILITATOR, now=timezone.now())
    told = {"name": person.name, "title": space.title}
    messages.success(request, _("%(name)s now keeps “%(title)s” alive.") % told)
    return redirect("administration-spaces")
