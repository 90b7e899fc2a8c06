"""Whom or what to offer after "@" and "#"."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, JsonResponse

from cordee.people.queries import people_called, skills_called


@login_required
def mentions(request: HttpRequest) -> JsonResponse:
    """People whose handle or name begins so."""
    found = people_called(request.GET.get("q", "")[:60])
    offered = [
        {"handle": one.handle, "name": one.name, "headline": one.headline, "avatar": one.avatar_url}
        for one in found
    ]
    return JsonResponse(offered, safe=False)


@login_required
def skills(request: HttpRequest) -> JsonResponse:
    """Skills whose name begins so."""
    found = skills_called(request.GET.get("q", "")[:60])
    return JsonResponse([{"slug": skill.slug, "name": skill.name} for skill in found], safe=False)
