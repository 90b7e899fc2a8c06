"""Versions, credentials, the alternate syntax, and what every answer carries."""

import json
from urllib.parse import urlencode

import pytest
from django.test import Client

from cordee.records.tests.conftest import ACTOR, FIRST, SECOND, Lrs, a_statement, an_id, an_lrs

RESOURCES = ("statements", "activities/state", "activities/profile", "agents/profile", "activities", "agents")


@pytest.mark.parametrize("resource", RESOURCES)
@pytest.mark.parametrize("version", [None, "", "0.9", "0.95", "1.1.0", "1", "2", "2.1.0", "3.0.0", "1.0.x"])
def test_xapi_00321_and_00331_a_version_is_said_and_is_spoken(
    lrs: Lrs, resource: str, version: str | None
) -> None:
    lrs.version = version
    response = lrs.get(resource)
    assert response.status_code == 400
    assert response["X-Experience-API-Version"] in (FIRST, SECOND)


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("1.0", FIRST),
        ("1.0.0", FIRST),
        ("1.0.3", FIRST),
        ("1.0.32", FIRST),
        ("2.0", SECOND),
        ("2.0.0", SECOND),
    ],
)
def test_xapi_00333_an_answer_says_the_latest_patch(lrs: Lrs, asked: str, answered: str) -> None:
    lrs.version = asked
    assert lrs.get("statements")["X-Experience-API-Version"] == answered
    assert lrs.get("statements", nonsense="1")["X-Experience-API-Version"] == answered


@pytest.mark.parametrize("resource", RESOURCES)
def test_without_good_credentials_nothing_opens(either: Lrs, resource: str) -> None:
    for header in (
        "", "Basic", "Basic ####", "Basic eDp5", "Bearer abc", "Basic a:b", "a:b", "Bearer x:y", "basic a:b:c",
        'Digest username="a", uri="http://example.org/"', 'OAuth realm="http://example.org/"',
    ):  # fmt: skip
        response = either.call("GET", resource, Authorization=header)
        assert response.status_code == 401, header
        assert response["WWW-Authenticate"].startswith("Basic")
        assert response["X-Experience-API-Version"] == either.version
        assert resource != "statements" or "X-Experience-API-Consistent-Through" in response


def test_xapi_00315_to_00319_about_answers_anybody(db: None) -> None:
    response = Client().get("/xapi/about")
    assert response.status_code == 200
    assert response.json()["version"] == [FIRST, SECOND]
    assert response["X-Experience-API-Version"] == SECOND
    first = Client().get("/xapi/about", headers={"X-Experience-API-Version": "1.0.0"}).json()["version"]
    assert FIRST in first and all(one.startswith("1.0.") for one in first)
    assert Client().get("/xapi/about", headers={"X-Experience-API-Version": "0.9"}).status_code == 200


@pytest.mark.parametrize("resource", RESOURCES)
def test_xapi_00324_and_00325_unknown_parameters_are_refused(either: Lrs, resource: str) -> None:
    for name in ("nonsense", "StatementId", "Agent", "activityID", "StateId", "profileid", "Since"):
        assert either.call("GET", resource, {name: "1"}).status_code == 400
    assert (
        either.call("GET", resource, [("agent", json.dumps(ACTOR)), ("agent", json.dumps(ACTOR))]).status_code
        == 400
    )


def test_head_is_get_without_its_body(either: Lrs) -> None:
    identifier = either.kept()
    got = either.get("statements", statementId=identifier)
    head = either.call("HEAD", "statements", {"statementId": identifier})
    assert head.status_code == 200 and head.content == b""
    for header in ("ETag", "Last-Modified", "Content-Type", "Content-Length"):
        assert head[header] == got[header]
    for resource in ("about", *RESOURCES[1:]):
        parameters = {"activityId": "http://a.org", "agent": ACTOR}
        wanted = {name: parameters[name] for name in _needed(resource)}
        assert either.call("HEAD", resource, wanted).status_code == 200


def _needed(resource: str) -> tuple[str, ...]:
    return {
        "activities/state": ("activityId", "agent"), "activities/profile": ("activityId",), "activities": ("activityId",),
        "agents/profile": ("agent",), "agents": ("agent",),
    }.get(resource, ())  # fmt: skip


def test_a_method_that_a_resource_lacks(either: Lrs) -> None:
    assert either.call("DELETE", "statements").status_code == 405
    assert either.call("PUT", "agents", {}, {}).status_code == 405


class Form:
    """The alternate request syntax (1.0.3 Communication, 1.3)."""

    def __init__(self, lrs: Lrs) -> None:
        self.lrs = lrs

    def send(self, method: str, resource: str, fields: dict[str, str], **headers: str):
        version = fields.pop("version", FIRST)
        self.lrs.version = None
        body = urlencode({"X-Experience-API-Version": version, **fields}).encode()
        return self.lrs.call(
            "POST",
            resource,
            {"method": method},
            body,
            Content_Type="application/x-www-form-urlencoded",
            **headers,
        )


def test_xapi_00336_and_00148_everything_goes_through_a_form(lrs: Lrs) -> None:
    identifier, form = an_id(), Form(lrs)
    sent = {
        "statementId": identifier,
        "content": json.dumps(a_statement()),
        "Content-Type": "application/json",
    }
    assert form.send("PUT", "statements", sent).status_code == 204
    assert form.send("GET", "statements", {"statementId": identifier}).json()["id"] == identifier
    assert form.send("GET", "statements", {"verb": "http://a.org"}).json()["statements"] == []
    state = {"activityId": "http://a.org/é", "agent": json.dumps(ACTOR), "stateId": "one"}
    assert (
        form.send(
            "PUT", "activities/state", {**state, "content": "où+1", "Content-Type": "text/plain"}
        ).status_code
        == 204
    )
    held = form.send("GET", "activities/state", dict(state))
    assert (held.content.decode(), held["Content-Type"]) == ("où+1", "text/plain")
    headed = form.send("HEAD", "activities/state", dict(state))
    assert (headed.content, headed["ETag"]) == (b"", held["ETag"])
    assert "ETag" in form.send("GET", "statements", {"limit": "1"})
    assert form.send("GET", "about", {}).json()["version"][-1] == FIRST
    assert form.send("GET", "about", {"x": "1"}).status_code == 400
    assert form.send("DELETE", "activities/state", {**state, "If-Match": '"no"'}).status_code == 412
    assert form.send("DELETE", "activities/state", dict(state)).status_code == 204


def test_a_form_that_is_none(lrs: Lrs) -> None:
    form = Form(lrs)
    assert form.send("PUT", "statements", {"statementId": an_id()}).status_code == 400  # no content
    assert form.send("PATCH", "statements", {}).status_code == 400
    lrs.version = FIRST
    assert lrs.call("POST", "statements", {"method": "GET", "limit": "1"}, b"").status_code == 400
    assert (
        lrs.call("POST", "statements", {"method": "GET"}, {}, Content_Type="application/json").status_code
        == 400
    )
    assert (
        lrs.call(
            "POST", "statements", {}, b"a=1", Content_Type="application/x-www-form-urlencoded"
        ).status_code
        == 400
    )


def test_2_0_has_no_such_form(db: None) -> None:
    form = Form(an_lrs(version=SECOND))
    assert form.send("GET", "statements", {"version": SECOND}).status_code == 400
    assert (
        an_lrs(version=SECOND).call("POST", "statements", {"method": "GET"}, a_statement()).status_code == 400
    )


def test_other_origins_may_ask(lrs: Lrs) -> None:
    response = Client().options("/xapi/statements")
    assert response.status_code == 204
    assert "X-Experience-API-Version" in response["Access-Control-Allow-Headers"]
    assert lrs.get("statements")["Access-Control-Allow-Origin"] == "*"


def test_where_there_is_no_resource_the_version_is_said_too(lrs: Lrs) -> None:
    """1.0.3 Communication, 3.3.s3.b1."""
    response = lrs.get("nothing")
    assert (response.status_code, response["X-Experience-API-Version"]) == (404, FIRST)
