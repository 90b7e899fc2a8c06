"""Bad input gets a problem that says what to do; nothing is stored, nothing leaks."""

from collections.abc import Callable

import pytest

from cordee.spaces.models import Post
from cordee.testing.cast import Stage

GOOD = {"kind": "tip", "title": "T", "body": "B"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("get", "/nothing", None, 404),
        ("post", "/people", {}, 405),
        ("get", "/posts/not-a-uuid", None, 422),
        ("get", "/posts/00000000-0000-0000-0000-000000000000", None, 404),
        ("get", "/people?after=zzz", None, 422),
        ("get", "/people/%00", None, 404),
        ("get", "/spaces/entretiens/posts?show=sermons", None, 422),
        ("post", "/spaces/entretiens/posts", "{", 400),
        ("post", "/spaces/entretiens/posts", b'{"title": "\xff"}', 400),
        ("post", "/spaces/entretiens/posts", "[" * 100_000, 400),
        ("post", "/spaces/entretiens/posts", [], 422),
        ("post", "/spaces/entretiens/posts", GOOD | {"surprise": 1}, 422),
        ("post", "/spaces/entretiens/posts", GOOD | {"body": "x" * 1_000_000}, 422),
        ("post", "/spaces/entretiens/posts", GOOD | {"body": "x" * 5_000_000}, 413),
        ("post", "/spaces/entretiens/posts", GOOD | {"title": "\u200b"}, 422),
        ("post", "/spaces/entretiens/posts", GOOD | {"body": "nul \x00"}, 422),
        ("post", "/spaces/entretiens/posts", '{"kind": "tip", "title": "\\ud800", "body": "B"}', 422),
        ("post", "/spaces/entretiens/posts", GOOD | {"skills": ["\x00"]}, 422),
        ("put", "/drafts/x", {"fields": {"\x00": "a"}, "version": 1}, 422),
        ("put", "/drafts/x", {"fields": {"a": "b"}, "version": 10**30}, 422),
        ("put", "/spaces/entretiens/charter/acceptance", {"version": 10**30}, 422),
        ("patch", "/me/profile", {"name": "\u200b\u200b"}, 422),
        ("patch", "/me/preferences", {"theme": "pink"}, 422),
        ("patch", "/spaces/entretiens", {"title": "Pris"}, 403),
    ],
)
def test_a_problem_says_what_happened(
    stage: Stage, calling: Callable, method: str, path: str, body: object, status: int
) -> None:
    answer = calling(stage.cast.lea)(method, path, body)
    assert answer.status_code == status, answer.content[:300]
    assert answer["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status
    assert told["title"]
    assert "Traceback" not in answer.content.decode()
    assert Post.objects.count() == 2


@pytest.mark.django_db
def test_each_wrong_field_is_named(stage: Stage, calling: Callable) -> None:
    told = calling(stage.cast.lea)("post", "/spaces/entretiens/posts", GOOD | {"title": "x" * 300}).json()
    assert [error["field"] for error in told["errors"]] == ["title"]
    missing = calling(stage.cast.lea)("post", "/spaces/entretiens/posts", {"kind": "tip"}).json()
    assert {error["field"].split(".")[-1] for error in missing["errors"]} == {"title", "body"}


@pytest.mark.django_db
def test_what_breaks_tells_nothing_of_the_inside(
    stage: Stage, calling: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("cordee.api.resources.people.people", broken)
    answer = calling(stage.cast.lea)("get", "/people")
    assert answer.status_code == 500
    assert "secret" not in answer.content.decode()
