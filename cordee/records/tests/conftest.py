"""The record store as a client of it sees it."""

import base64
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from cordee.records.actions.credentials import create_credential
from cordee.records.models import ALL

FIRST, SECOND = "1.0.3", "2.0.0"
ACTOR = {"objectType": "Agent", "mbox": "mailto:lea@example.org"}
VERB = {"id": "http://adlnet.gov/expapi/verbs/attended", "display": {"en-US": "attended", "fr": "a suivi"}}
OBJECT = {"objectType": "Activity", "id": "http://example.org/activities/meeting"}


def a_statement(**changes: Any) -> dict[str, Any]:
    """A small statement; ``None`` takes a part away."""
    whole = {"actor": ACTOR, "verb": VERB, "object": OBJECT, **changes}
    return {key: value for key, value in whole.items() if value is not None}


def an_id() -> str:
    """A new identifier."""
    return str(uuid4())


@dataclass
class Lrs:
    """Calls with the credentials and the version of one client."""

    user: str
    password: str
    version: str | None = FIRST

    def call(
        self, method: str, resource: str, parameters: Any = (), body: Any = None, **headers: str
    ) -> HttpResponse:
        """Send one request: ``body`` as JSON unless it is bytes (then ``Content_Type`` says what they are)."""
        token = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        sent = {"Authorization": f"Basic {token}"}
        if self.version is not None:
            sent["X-Experience-API-Version"] = self.version
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        content_type = sent.pop("Content-Type", "application/json")
        query = urlencode(
            [
                (name, json.dumps(value) if isinstance(value, dict) else value)
                for name, value in (parameters.items() if isinstance(parameters, dict) else parameters)
            ]
        )
        data = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        return Client(raise_request_exception=True).generic(
            method,
            f"/xapi/{resource}" + (f"?{query}" if query else ""),
            data,
            content_type=content_type if body is not None else "",
            headers=sent,
        )

    def get(self, resource: str, **parameters: Any) -> HttpResponse:
        return self.call("GET", resource, parameters)

    def post(self, body: Any, **headers: str) -> HttpResponse:
        """Store statements."""
        return self.call("POST", "statements", (), body, **headers)

    def kept(self, **changes: Any) -> str:
        """Store a statement; its identifier."""
        response = self.post(a_statement(**changes))
        assert response.status_code == 200, response.content
        return response.json()[0]

    def found(self, **parameters: Any) -> list[str]:
        """The identifiers of the statements that a query gives."""
        response = self.get("statements", **parameters)
        assert response.status_code == 200, response.content
        return [one["id"] for one in response.json()["statements"]]


def an_lrs(*scopes: str, version: str = FIRST, family: str = "") -> Lrs:
    """A client with credentials of its own."""
    credential, password = create_credential(
        name="test", scopes=scopes or [ALL], now=timezone.now(), family=family
    )
    return Lrs(credential.user, password, version)


@pytest.fixture
def lrs(db: None) -> Lrs:
    """A client that may do everything, of xAPI 1.0.3."""
    return an_lrs()


@pytest.fixture(params=[FIRST, SECOND])
def either(request: pytest.FixtureRequest, db: None) -> Lrs:
    """The same, of each version."""
    return an_lrs(version=request.param)
