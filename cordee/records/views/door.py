"""The one door of /xapi/: who asks, for what, in which version; and what every answer carries."""

import base64
import binascii
import logging
from hashlib import sha1

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from cordee.core.errors import Missing, Refusal
from cordee.records.actions.credentials import opened_by
from cordee.records.bodies import CERTAIN
from cordee.records.pace import check_pace
from cordee.records.passes import GATES, Answer, Pass
from cordee.records.positions import written
from cordee.records.queries.transactions import consistent_through
from cordee.records.refusals import NotTaken, Unknown
from cordee.records.versions import HEADER, answered_in
from cordee.records.views import documents, looks, statements
from cordee.records.views.answers import as_json
from cordee.records.views.asked import Asked

CONSISTENT = "X-Experience-API-Consistent-Through"
ROOT = "/xapi/"
RESOURCES: dict[str, dict[str, Answer]] = {
    "statements": {"GET": statements.get, "PUT": statements.put, "POST": statements.post},
    "activities/state": documents.methods("state"),
    "activities/profile": documents.methods("activity"),
    "agents/profile": documents.methods("agent"),
    "activities": {"GET": looks.activity},
    "agents": {"GET": looks.person},
}
_log = logging.getLogger(__name__)


def answer(request: HttpRequest) -> HttpResponse:
    """Answer a request of xAPI, and any fault, in the way that the standard wants."""
    name = request.path_info.removeprefix(ROOT)
    version, method, through = answered_in(request.headers.get(HEADER)), request.method, None
    if method == "OPTIONS":
        response = HttpResponse(status=204)
    else:
        try:
            if name == "statements":
                # Before anything is read: what is stored while it is read is not promised.
                through = consistent_through(fresh=method in ("GET", "HEAD"))
            if name == "about" and "method" not in request.GET:
                response = looks.about(request)
            else:
                asked = Asked.of(request)
                version, method = asked.version, asked.method
                response = looks.about(asked) if name == "about" else _answered(name, asked)
        except Refusal as refusal:
            response = as_json({"title": refusal.message, "code": refusal.code}, status=refusal.status)
            if isinstance(refusal, Unknown):
                response["WWW-Authenticate"] = 'Basic realm="xAPI", charset="UTF-8"'
            if isinstance(refusal, NotTaken):
                response["Allow"] = refusal.allowed
        except Exception:
            _log.exception("xAPI: %s %s", request.method, name)
            response = as_json({"title": "The store failed. Send it again.", "code": "fault"}, status=500)
    if name == "statements":
        response[CONSISTENT] = written(through or timezone.now() - CERTAIN)
    return _finished(response, str(method), version)


def _answered(name: str, asked: Asked) -> HttpResponse:
    resource = RESOURCES.get(name)
    if resource is None:
        raise Missing("There is no such resource.")
    method = "GET" if asked.method == "HEAD" else asked.method
    if method not in resource:
        raise NotTaken(resource)
    shown = _shown(asked.headers.get("authorization", ""))
    check_pace(shown.credential.id)
    return shown.through(name, asked, resource[method])


def _shown(header: str) -> Pass:
    scheme, _space, token = header.partition(" ")
    if scheme.lower() == "basic":
        try:
            user, _colon, password = base64.b64decode(token.strip(), validate=True).decode().partition(":")
        except (binascii.Error, ValueError):
            raise Unknown("The Authorization is no Basic one.") from None
        for gate in GATES:
            if (found := gate(user, password)) is not None:
                return found
        if (credential := opened_by(user, password)) is not None:
            return Pass(credential)
    raise Unknown("These credentials open nothing here.")


def _finished(response: HttpResponse, method: str, version: str) -> HttpResponse:
    response[HEADER] = str(version)
    if method in ("GET", "HEAD") and response.status_code == 200 and "ETag" not in response:
        response["ETag"] = f'"{sha1(response.content, usedforsecurity=False).hexdigest()}"'
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = "GET, HEAD, PUT, POST, DELETE"
    response["Access-Control-Allow-Headers"] = (
        "Authorization, Content-Type, Content-Length, Accept-Language, If-Match, If-None-Match, X-Experience-API-Version"
    )
    response["Access-Control-Expose-Headers"] = f"ETag, Last-Modified, {HEADER}, {CONSISTENT}"
    if response.status_code != 204:
        response["Content-Length"] = str(len(response.content))
    if method == "HEAD":
        response.content = b""
    return response
