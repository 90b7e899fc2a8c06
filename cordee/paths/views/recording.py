"""The endpoint that xAPI units speak to. No session: the token in their address says whose play it is.

Those of cmi5 speak to the record store (``cordee.cmi5``).
"""

import hashlib
import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from cordee.core.errors import Invalid, Missing, Refusal
from cordee.paths.actions.recording import keep_document, record_statements
from cordee.paths.models import Activity, Play
from cordee.paths.queries.packages import play_held

VERSION = "1.0.3"
LONGEST = 12 * 3600  # seconds that a token lasts
LARGEST = 256 * 1024  # bytes of one request
_signer = TimestampSigner(salt="cordee.paths.xapi")


def token_of(play_id: UUID) -> str:
    """What a unit shows at each request, as Basic authorisation."""
    return _signer.sign(play_id.hex)


def activity_id(request: HttpRequest, activity: Activity) -> str:
    """How a unit names itself: by its own name, or ours where it has none."""
    if named := activity.content.get("identifier"):
        return str(named)
    return request.build_absolute_uri(f"/xapi/activities/{activity.key}")


def open_to_all(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Units ask from an origin of their own, or from none: they may, since what they show is no cookie."""

    @csrf_exempt
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            response = HttpResponse(status=204)
        else:
            try:
                response = view(request, *args, **kwargs)
            except Refusal as refusal:
                response = JsonResponse({"title": refusal.message}, status=refusal.status)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Allow-Methods"] = "GET, PUT, POST, DELETE"
        response["Access-Control-Allow-Headers"] = (
            "Authorization, Content-Type, If-Match, If-None-Match, X-Experience-API-Version"
        )
        response["Access-Control-Expose-Headers"] = "ETag, X-Experience-API-Version"
        response["X-Experience-API-Version"] = VERSION
        response["Cache-Control"] = "no-store"
        return response

    return answered


@open_to_all
def xapi_statements(request: HttpRequest) -> HttpResponse:
    """Statements: kept, or those of this play."""
    play, activity = _who(request)
    if request.method == "GET":
        kept = play.said.get("statements", [])
        if wanted := request.GET.get("statementId"):
            found = next((one for one in kept if one["id"] == wanted), None)
            return JsonResponse(found) if found else HttpResponse(status=404)
        return JsonResponse({"statements": kept[::-1], "more": ""})
    sent = _json(request)
    if request.method == "PUT" and isinstance(sent, dict):
        sent["id"] = request.GET.get("statementId") or sent.get("id")
    statements = sent if isinstance(sent, list) else [sent]
    if not all(isinstance(one, dict) for one in statements):
        raise Invalid("statement")
    kept_ids = record_statements(play.id, statements, activity_id(request, activity), now=timezone.now())
    return HttpResponse(status=204) if request.method == "PUT" else JsonResponse(kept_ids, safe=False)


@open_to_all
def xapi_document(request: HttpRequest, place: str) -> HttpResponse:
    """A document of the unit: its state, its profile, or its learner's."""
    play, _activity = _who(request)
    name = request.GET.get("stateId") or request.GET.get("profileId") or ""
    documents = play.said.get("documents", {})
    key = f"{place}/{name}"[:300]
    if not name:
        names = [one.partition("/")[2] for one in documents if one.startswith(f"{place}/")]
        return JsonResponse(names, safe=False)
    held = documents.get(key)
    tag = f'"{hashlib.sha1(held["body"].encode(), usedforsecurity=False).hexdigest()}"' if held else ""
    if request.method == "GET":
        if held is None:
            return HttpResponse(status=404)
        response = HttpResponse(held["body"], content_type=held["type"])
        response["ETag"] = tag
        return response
    wanted, unwanted = request.headers.get("If-Match"), request.headers.get("If-None-Match")
    if (wanted and wanted != tag) or (unwanted == "*" and held) or (unwanted and unwanted == tag):
        return HttpResponse(status=412)
    document = None
    if request.method != "DELETE":
        body = _body(request)
        if request.method == "POST" and held:
            body = _merged(held["body"], body)
        document = {"type": (request.content_type or "application/octet-stream")[:100], "body": body}
    keep_document(play.id, key, document, now=timezone.now())
    return HttpResponse(status=204)


@open_to_all
def xapi_about(request: HttpRequest) -> HttpResponse:
    """Which xAPI is spoken here."""
    return JsonResponse({"version": [VERSION]})


def _who(request: HttpRequest) -> tuple[Play, Activity]:
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    try:
        held = UUID(_signer.unsign(token, max_age=LONGEST) if scheme == "Basic" else "")
    except (BadSignature, ValueError):
        raise Missing("") from None
    return play_held(held)


def _body(request: HttpRequest) -> str:
    if len(request.body) > LARGEST:
        raise Invalid("document")
    try:
        return request.body.decode()
    except UnicodeDecodeError:
        raise Invalid("document") from None


def _json(request: HttpRequest) -> Any:
    try:
        return json.loads(_body(request))
    except (ValueError, RecursionError):
        raise Invalid("statement") from None


def _merged(before: str, more: str) -> str:
    try:
        return json.dumps({**json.loads(before), **json.loads(more)})
    except (ValueError, TypeError):
        return more
