"""Where the editor keeps what is being written."""

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cordee.core.errors import Invalid, Refusal
from cordee.spaces import access
from cordee.spaces.actions.drafts import discard, keep
from cordee.spaces.queries.drafts import draft_at
from cordee.spaces.views.viewing import viewing


@require_http_methods(["GET", "PUT", "POST", "DELETE"])
@viewing
def draft(request: HttpRequest, who: access.Viewer, place: str) -> HttpResponse:
    """Read, keep (PUT, or POST from a closing tab) or throw away what one was writing at ``place``."""
    if request.method == "GET":
        kept = draft_at(who.person, place)
        return JsonResponse({"fields": kept.fields, "version": kept.version} if kept else {"fields": None})
    if request.method == "DELETE":
        discard(who.person, place)
        return HttpResponse(status=204)
    try:
        fields, version = _read(request)
        kept = keep(who.person, place, fields, version, now=timezone.now())
    except Refusal as refusal:
        problem = {"type": "about:blank", "title": refusal.message, "status": refusal.status}
        return JsonResponse(problem, status=refusal.status, content_type="application/problem+json")
    return JsonResponse({"version": kept.version})


def _read(request: HttpRequest) -> tuple[dict[str, str], int]:
    try:
        sent = json.loads(request.body)
        fields, version = sent["fields"], sent.get("version", 0)
        if not isinstance(fields, dict) or not all(isinstance(value, str) for value in fields.values()):
            raise TypeError
        if not isinstance(version, int) or not 0 <= version < 2**62:
            raise TypeError
        return fields, version
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Invalid(_("This draft could not be read.")) from None
