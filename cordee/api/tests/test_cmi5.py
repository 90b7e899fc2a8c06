"""cmi5 by the API alone: import, launch, look, spare, end; as a program that knows docs/cmi5.md does it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import MULTIPART_CONTENT

from cordee.api.actions import create_token
from cordee.api.models import READ, SCOPES, WRITE
from cordee.cmi5 import vocabulary as words
from cordee.cmi5.tests.courses import ACTOR, Au, au, block, packed, structure, verbs
from cordee.media.models import File
from cordee.testing.cast import NOW, Stage

COURSES = "/api/v1/administration/cmi5/courses"


@pytest.fixture(autouse=True)
def _own_storage(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    settings.PACKAGES_ORIGIN = ""


@pytest.fixture
def sent(stage: Stage) -> Callable[..., Any]:
    _token, secret = create_token(stage.cast.thomas, name="lms", scopes=SCOPES, now=NOW)

    def call(method: str, address: str, body: Any = None, kind: str = "application/json") -> Any:
        headers = {"Authorization": f"Bearer {secret}"}
        if method == "get":
            return Client().get(address, body, headers=headers)
        return getattr(Client(), method)(address, body, content_type=kind, headers=headers)

    return call


def test_a_program_imports_launches_and_sees_how_it_went(sent: Callable[..., Any]) -> None:
    course = packed(
        structure(block("b", au("1", "a/index.html?paramA=1", 'moveOn="Completed"')), au("2")),
        **{"a/index.html": "<p>Unité"},
    )
    made = sent("post", COURSES, course, "application/zip")
    assert made.status_code == 201, made.content
    one = made.json()
    assert [unit["id"] for unit in one["aus"]] == ["urn:au:1", "urn:au:2"]
    assert sent("get", COURSES).json()["items"][0]["id"] == one["id"]
    place = f"{COURSES}/{one['id']}"
    assert sent("get", place).json() == one

    asked = {"actor": ACTOR, "return_url": "https://lms.example/back"}
    launch = sent("post", f"{place}/aus/0/launches", asked)
    assert launch.status_code == 201, launch.content
    told = launch.json()
    assert told["launch_url"].startswith("http://testserver/packages/")
    page = Client().get(told["launch_url"].removeprefix("http://testserver"))
    assert (page.status_code, page.content) == (200, "<p>Unité".encode())
    unit = Au(told["launch_url"]).begun()
    assert unit.given["paramA"] == "1"
    assert unit.data["returnURL"] == "https://lms.example/back"
    assert unit.actor == ACTOR
    assert unit.say(words.COMPLETED).status_code == 200
    assert unit.session == told["session"]
    going_on = sent("get", f"/api/v1/administration/cmi5/sessions/{told['session']}").json()
    assert (going_on["end"], going_on["index"], going_on["ended_at"]) == ("", 0, None)
    left = sent("put", f"/api/v1/administration/cmi5/sessions/{told['session']}/abandonment")
    assert (left.status_code, left.json()["end"]) == (200, "abandoned")
    assert verbs(told["registration"]) == [
        "launched", "initialized", "completed", "satisfied", "satisfied", "abandoned",
    ]  # fmt: skip

    again = sent("post", f"{place}/aus/1/launches", {**asked, "registration": told["registration"]})
    assert again.json()["registration"] == told["registration"]
    assert urlsplit(again.json()["launch_url"]).netloc == "x.example"
    how = sent("get", f"/api/v1/administration/cmi5/registrations/{told['registration']}").json()
    assert [unit["satisfied"] for unit in how["aus"]] == [True, True]
    assert how["satisfied_at"] is not None
    found = {"home_page": "https://other.example", "account": "4711"}
    assert len(sent("get", f"{place}/registrations", found).json()["items"]) == 1
    assert not sent("get", f"{place}/registrations", {**found, "account": "1"}).json()["items"]

    assert sent("delete", place).status_code == 204
    assert sent("get", place).status_code == 404
    assert File.objects.count() == 1  # taken away with what nothing shows (media.unused)


def test_learners_are_registered_and_spared(sent: Callable[..., Any]) -> None:
    form = {"file": SimpleUploadedFile("c.xml", structure(au(more='moveOn="Passed"')).encode(), "text/xml")}
    made = sent("post", COURSES, form, MULTIPART_CONTENT)
    assert made.status_code == 201, made.content
    place = f"{COURSES}/{made.json()['id']}/registrations"
    own = {"actor": ACTOR, "registration": "11111111-1111-4111-8111-111111111111"}
    first, again = sent("post", place, own), sent("post", place, own)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == own["registration"]
    other = {**own, "actor": {"account": {"homePage": "https://other.example", "name": "2"}}}
    assert sent("post", place, other).status_code == 409
    waivers = f"/api/v1/administration/cmi5/registrations/{own['registration']}/aus/0/waivers"
    assert sent("post", waivers, {"reason": "Because"}).status_code == 422
    for _twice in range(2):
        spared = sent("post", waivers, {"reason": "Administrative"})
        assert (spared.status_code, spared.json()["aus"][0]["satisfied"]) == (200, True)
    assert verbs(own["registration"]) == ["waived", "satisfied"]
    assert sent("post", waivers.replace("/0/", "/1/"), {"reason": "Administrative"}).status_code == 404


def test_what_cannot_be_taken_is_refused_with_a_reason(sent: Callable[..., Any]) -> None:
    for content, kind in (
        (b"# Markdown", "text/markdown"),
        (b"PK\x03\x04", "application/zip"),
        (structure(au("1", "index.html")).encode(), "text/xml"),
        (packed("x"), "application/zip"),
    ):
        refused = sent("post", COURSES, content, kind)
        assert (refused.status_code, refused["Content-Type"]) == (422, "application/problem+json")
        assert refused.json()["title"]
    assert not sent("get", COURSES).json()["items"]
    place = f"{COURSES}/{sent('post', COURSES, structure(au()), 'application/xml').json()['id']}"
    for wrong in (
        {},
        {"actor": {"mbox": "mailto:a@example.org"}},
        {"actor": {"account": {"homePage": "no address", "name": "1"}}},
        {"actor": ACTOR, "launch_mode": "Play"},
        {"actor": ACTOR, "return_url": "javascript:alert(1)"},
    ):
        assert sent("post", f"{place}/aus/0/launches", wrong).status_code == 422, wrong
    assert sent("post", f"{place}/aus/7/launches", {"actor": ACTOR}).status_code == 404


def test_only_an_administrators_key_of_that_scope_does_it(stage: Stage) -> None:
    for person, scopes in ((stage.cast.thomas, (READ, WRITE)), (stage.cast.karim, SCOPES)):
        _token, secret = create_token(person, name="lms", scopes=scopes, now=NOW)
        headers = {"Authorization": f"Bearer {secret}"}
        answer = Client().post(COURSES, structure(au()), content_type="text/xml", headers=headers)
        assert answer.status_code == 403
