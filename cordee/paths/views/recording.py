"""The endpoint that xAPI and cmi5 units speak to. No session: a token says whose play it is, fetched once a launch."""

import hashlib
import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from cordee.core.errors import Invalid, Missing, Refusal
from cordee.paths.actions.recording import fetch_token, keep_document, record_statements
from cordee.paths.models import Activity, Play
from cordee.paths.queries.packages import play_held
from cordee.paths.tickets import read_ticket

VERSION = "1.0.3"
LONGEST = 12 * 3600  # seconds that a token lasts
LARGEST = 256 * 1024  # bytes of one request
LAUNCH = "LMS.LaunchData"
SESSION = "https://w3id.org/xapi/cmi5/context/extensions/sessionid"
_signer = TimestampSigner(salt="cordee.paths.xapi")


def token_of(play_id: UUID, session: str) -> str:
    """What a unit shows at each request, as Basic authorisation."""
    return _signer.sign(f"{play_id.hex}.{session}")


def activity_id(request: HttpRequest, activity: Activity) -> str:
    """How a unit names itself to us: cmi5 asks for a name of ours, xAPI for its own."""
    content = activity.content
    if content.get("standard") == "xapi" and content.get("identifier"):
        return str(content["identifier"])
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
def xapi_fetch(request: HttpRequest, ticket: str, session: UUID) -> HttpResponse:
    """The token of one launch, once."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    held = read_ticket(ticket, now=timezone.now())
    play, _activity = play_held(held.holder)
    if not fetch_token(play.id, session.hex, now=timezone.now()):
        return JsonResponse({"error-code": "1", "error-text": "The token of this launch was given already."})
    return JsonResponse({"auth-token": token_of(play.id, session.hex)})


@open_to_all
def xapi_statements(request: HttpRequest) -> HttpResponse:
    """Statements: kept, or those of this play."""
    play, activity, _session = _who(request)
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
    play, activity, session = _who(request)
    name = request.GET.get("stateId") or request.GET.get("profileId") or ""
    if request.method == "GET" and name == LAUNCH:
        return JsonResponse(_launch_data(request, activity, session))
    documents = play.said.get("documents", {})
    key = f"{place}/{name}"[:300]
    if not name:
        names = [one.partition("/")[2] for one in documents if one.startswith(f"{place}/")]
        return JsonResponse(names, safe=False)
    held = documents.get(key)
    tag = f'"{hashlib.sha1(held["body"].encode(), usedforsecurity=False).hexdigest()}"' if held else ""
    if request.method == "GET":
        if held is None:
            # An agent's profile that is not there yet is empty: units ask for their learner's preferences.
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


def _who(request: HttpRequest) -> tuple[Play, Activity, str]:
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    try:
        text = _signer.unsign(token, max_age=LONGEST) if scheme == "Basic" else ""
        play_id, session = text.split(".")
        held = UUID(play_id)
    except (BadSignature, ValueError):
        raise Missing("") from None
    play, activity = play_held(held)
    return play, activity, session


def _launch_data(request: HttpRequest, activity: Activity, session: str) -> dict[str, Any]:
    content = activity.content
    grouping = [{"objectType": "Activity", "id": content.get("identifier") or activity_id(request, activity)}]
    told: dict[str, Any] = {
        "contextTemplate": {
            "contextActivities": {"grouping": grouping},
            "extensions": {SESSION: session},
        },
        "launchMode": "Normal",
        "moveOn": content.get("move_on", "NotApplicable"),
        "launchParameters": content.get("launch_parameters", ""),
    }
    if content.get("mastery") is not None:
        told["masteryScore"] = content["mastery"]
    return told


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
