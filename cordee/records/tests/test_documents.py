"""Documents: state, profiles of activities, profiles of agents."""

import json
from hashlib import sha1
from typing import Any

import pytest

from cordee.records.tests.conftest import ACTOR, SECOND, Lrs, an_id

KARIM = {"mbox": "mailto:karim@example.org"}
CONTEXTS: dict[str, tuple[dict[str, Any], str]] = {
    "activities/state": ({"activityId": "http://example.org/a", "agent": ACTOR}, "stateId"),
    "activities/profile": ({"activityId": "http://example.org/a"}, "profileId"),
    "agents/profile": ({"agent": ACTOR}, "profileId"),
}
EACH = pytest.mark.parametrize("resource", CONTEXTS)


def place(resource: str, name: str = "one") -> dict[str, Any]:
    context, key = CONTEXTS[resource]
    return {**context, key: name}


def put(lrs: Lrs, resource: str, name: str = "one", body: Any = None, **headers: str):
    return lrs.call("PUT", resource, place(resource, name), {"x": 1} if body is None else body, **headers)


@EACH
def test_a_document_is_kept_given_and_deleted(either: Lrs, resource: str) -> None:
    """XAPI-00187 to 00192, 00269 to 00274."""
    content = b"\x00\xff any bytes"
    assert (
        put(either, resource, body=content, Content_Type="image/x-any; a=b", If_None_Match="*").status_code
        == 204
    )
    held = either.call("GET", resource, place(resource))
    assert (held.status_code, held.content, held["Content-Type"]) == (200, content, "image/x-any; a=b")
    assert held["ETag"] == f'"{sha1(content).hexdigest()}"' and held["Last-Modified"]
    assert either.call("DELETE", resource, place(resource)).status_code == 204
    assert either.call("GET", resource, place(resource)).status_code == 404
    assert either.call("DELETE", resource, place(resource)).status_code == 204


@EACH
def test_names_and_since(either: Lrs, resource: str) -> None:
    """XAPI-00193, 00195, 00221, 00268, 00270, 00275."""
    context = CONTEXTS[resource][0]
    for name in ("one", "two"):
        assert put(either, resource, name).status_code == 204
    response = either.call("GET", resource, context)
    assert sorted(response.json()) == ["one", "two"] and response["Last-Modified"] and response["ETag"]
    assert either.call("GET", resource, {**context, "since": "2020-01-01T00:00:00Z"}).json() != []
    assert either.call("GET", resource, {**context, "since": "2999-01-01T00:00:00Z"}).json() == []
    assert either.call("GET", resource, {**context, "since": "yesterday"}).status_code == 400


@EACH
@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
def test_parameters_that_are_missing_or_wrong(either: Lrs, resource: str, method: str) -> None:
    """XAPI-00196 to 00215, 00255 to 00267, and those of the activity profile."""
    whole = place(resource)
    wrong = [{**whole, "more": "1"}, {key.upper(): value for key, value in whole.items()}]
    for key in whole:
        if (
            key.endswith("Id")
            and key != "activityId"
            and (method == "GET" or (method, key) == ("DELETE", "stateId"))
        ):
            continue
        wrong += [{one: value for one, value in whole.items() if one != key}, {**whole, key: ""}]
    if "agent" in whole:
        wrong += [
            {**whole, "agent": bad}
            for bad in ("lea", {}, {"name": "x"}, {"objectType": "Group", "member": [ACTOR]})
        ]
    if "activityId" in whole:
        wrong.append({**whole, "activityId": "x"})
    if resource == "activities/state":
        wrong.append({**whole, "registration": "x"})
        wrong += [{**whole, "since": "x"}] if method in ("GET", "DELETE") else []
    for parameters in wrong:
        body = {"x": 1} if method in ("PUT", "POST") else None
        assert either.call(method, resource, parameters, body).status_code == 400, parameters


@EACH
def test_post_merges_objects_at_the_top(either: Lrs, resource: str) -> None:
    """XAPI-00183 to 00186, 00229, 00232 to 00235, 00278 to 00281, 00284."""

    def post(body: Any, **headers: str) -> int:
        return either.call("POST", resource, place(resource), body, **headers).status_code

    assert post({"x": {"a": 1}, "y": "bar"}) == 204
    assert post({"x": {"b": 2}, "z": 3}, Content_Type="application/json; charset=utf-8") == 204
    held = either.call("GET", resource, place(resource))
    assert json.loads(held.content) == {"x": {"b": 2}, "y": "bar", "z": 3}
    assert held["ETag"] == f'"{sha1(held.content).hexdigest()}"'
    for body, kind in (
        (b"text", "text/plain"),
        (b"{", "application/json"),
        (b"[1]", "application/json"),
        (b"5", "application/json"),
    ):
        assert post(body, Content_Type=kind) == 400
    assert either.call("GET", resource, place(resource)).content == held.content
    assert post(b'{"x": 1}', Content_Type="text/plain") == 400


@EACH
def test_what_is_no_object_is_not_merged_into(either: Lrs, resource: str) -> None:
    assert put(either, resource, "list", b"[1]").status_code == 204
    assert put(either, resource, "text", b"text", Content_Type="text/plain").status_code == 204
    for name in ("list", "text"):
        assert either.call("POST", resource, place(resource, name), {"x": 1}).status_code == 400
    assert (
        either.call("POST", resource, place(resource, "new"), b"text", Content_Type="text/plain").status_code
        == 204
    )
    # 1.0.3 Communication, 3.2.s3.b6; in 2.0 a document is what it is, and only merging asks for JSON.
    assert put(either, resource, "bad", b"{").status_code == (204 if either.version == SECOND else 400)


@EACH
def test_a_name_and_since_exclude_each_other(either: Lrs, resource: str) -> None:
    """IEEE 9274.1.1, 4.1.6.2: “not allowed”; XAPI-00192 leaves it open for 1.0.3."""
    put(either, resource)
    asked = {**place(resource), "since": "2020-01-01T00:00:00Z"}
    assert either.call("GET", resource, asked).status_code == (400 if either.version == SECOND else 200)
    deleted = either.call("DELETE", resource, asked).status_code
    free = resource == "activities/state" and either.version != SECOND
    assert deleted == (204 if free else 400)


@EACH
def test_a_name_that_cannot_be_kept(either: Lrs, resource: str) -> None:
    for method in ("GET", "PUT", "POST", "DELETE"):
        assert either.call(method, resource, place(resource, "a\0b"), {"x": 1}).status_code == 400


@EACH
def test_xapi_00322_nothing_unseen_is_overwritten(either: Lrs, resource: str) -> None:
    wrong = f'"{"0" * 40}"'
    assert put(either, resource, If_Match=wrong).status_code == 412
    assert put(either, resource, If_None_Match="*").status_code == 204
    tag = either.call("GET", resource, place(resource))["ETag"]
    assert put(either, resource, body={"x": 2}, If_None_Match="*").status_code == 412
    assert put(either, resource, body={"x": 2}, If_Match=wrong).status_code == 412
    assert put(either, resource, body={"x": 2}, If_Match='"*"').status_code == 412  # a tag, and not its
    assert either.call("POST", resource, place(resource), {"x": 2}, If_Match=wrong).status_code == 412
    assert either.call("POST", resource, place(resource), {"x": 2}, If_None_Match="*").status_code == 412
    assert either.call("DELETE", resource, place(resource), If_Match=wrong).status_code == 412
    assert either.call("GET", resource, place(resource)).json() == {"x": 1}
    unsaid = put(either, resource, body={"x": 3})
    free = resource == "activities/state" and either.version != SECOND
    assert unsaid.status_code == (204 if free else 409)
    if not free:
        assert "If-Match" in unsaid.json()["title"]
        assert put(either, resource, body={"x": 3}, If_Match=tag).status_code == 204
    assert either.call("GET", resource, place(resource)).json() == {"x": 3}
    assert either.call("DELETE", resource, place(resource), If_Match="*").status_code == 204


@EACH
def test_a_form_is_a_document_where_it_is_no_request(either: Lrs, resource: str) -> None:
    """1.0.3 has its alternate syntax; in 2.0 a document has any type (IEEE 9274.1.1, 4.1.6)."""
    form = "application/x-www-form-urlencoded"
    kept = put(either, resource, body=b"a=1", Content_Type=form)
    assert kept.status_code == (204 if either.version == SECOND else 400)
    if either.version == SECOND:
        assert either.call("GET", resource, place(resource))["Content-Type"] == form


def test_states_of_registrations(either: Lrs) -> None:
    """XAPI-00218 to 00220, 00227, 00194: each has its own; without one all are listed, and deleted."""
    context, registration = CONTEXTS["activities/state"][0], an_id()
    for parameters in ({"stateId": "all"}, {"stateId": "own", "registration": registration}):
        assert either.call("PUT", "activities/state", {**context, **parameters}, {"x": 1}).status_code == 204
    assert either.call(
        "GET", "activities/state", {**context, "registration": registration.upper()}
    ).json() == ["own"]
    assert sorted(either.call("GET", "activities/state", context).json()) == ["all", "own"]
    assert either.call("GET", "activities/state", {**context, "stateId": "own"}).status_code == 404
    assert either.call("GET", "activities/state", {**context, "agent": KARIM}).json() == []
    other = {**context, "registration": an_id()}
    assert either.call("DELETE", "activities/state", other).status_code == 204
    assert len(either.call("GET", "activities/state", context).json()) == 2
    assert (
        either.call("DELETE", "activities/state", {**context, "since": "2999-01-01T00:00:00Z"}).status_code
        == 204
    )
    assert (
        either.call("DELETE", "activities/state", {**context, "registration": registration}).status_code
        == 204
    )
    assert either.call("GET", "activities/state", context).json() == ["all"]
    assert either.call("DELETE", "activities/state", context).status_code == 204
    assert either.call("GET", "activities/state", context).json() == []
