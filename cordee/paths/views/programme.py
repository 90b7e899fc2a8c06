"""The programme: what one can learn here, for everybody. It sets no cookie, so that it may be kept on the way."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from cordee.core.errors import Missing
from cordee.core.queries import organisation
from cordee.paths.queries.programme import programme_of, public_sheet

KEPT = 300  # seconds


@require_safe
@conditional_page
def programme(request: HttpRequest) -> HttpResponse:
    """The paths whose sheet is public."""
    if not organisation().public_sheets:
        raise Missing(_("This page is not there."))
    page = programme_of(request.GET.get("after"))
    canonical = request.build_absolute_uri(reverse("programme"))
    return _shown(render(request, "paths/programme.html", {"page": page, "canonical": canonical}), request)


@require_safe
@conditional_page
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """What the public is told of one path (Code du travail L.6353-8, Qualiopi indicator 1)."""
    found = public_sheet(slug)
    canonical = request.build_absolute_uri(reverse("programme-sheet", kwargs={"slug": found.path.slug}))
    context = {"found": found, "path_row": found.path, "canonical": canonical}
    return _shown(render(request, "paths/programme_sheet.html", context), request)


def _shown(response: HttpResponse, request: HttpRequest) -> HttpResponse:
    """Visitors' pages are kept a few minutes by whoever stands between; those of somebody signed in are theirs."""
    whose = f"public, max-age={KEPT}" if request.user.is_anonymous else "private, no-cache"
    response["Cache-Control"] = whose
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response
