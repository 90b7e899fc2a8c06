"""The profile and its own terms, at their addresses, for anybody."""

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cordee.records.profile.document import CONTEXT, concept, profile
from cordee.records.profile.vocabulary import OWN


@require_safe
def profile_document(request: HttpRequest) -> HttpResponse:
    """The profile as JSON-LD."""
    return _linked(profile())


@require_safe
def own_verb(request: HttpRequest, verb: str) -> HttpResponse:
    """A verb that is defined here."""
    if verb not in OWN:
        raise Http404
    return _linked({"@context": CONTEXT, **concept(OWN[verb])})


def _linked(told: object) -> HttpResponse:
    return HttpResponse(json.dumps(told, ensure_ascii=False), content_type="application/ld+json")
