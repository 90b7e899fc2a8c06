"""Asks by API: what I am asked, what I say to it, how a question stands; the same acts and limits as the pages."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from cordee.asks.actions.clock import look_at_all
from cordee.asks.actions.watching import look_after
from cordee.people.actions.profiles import edit_profile
from cordee.spaces.actions.posts import publish
from cordee.spaces.models import Post
from cordee.testing.cast import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def question(stage: Stage) -> Post:
    """Léa asks, Inès can help and was asked."""
    now = timezone.now()
    edit_profile(stage.cast.ines, now=now - timedelta(days=1), helps=["ecoute"])
    title, before = "Comment se taire ?", now - timedelta(minutes=20)
    post = publish(
        stage.cast.lea, stage.open, kind="question", title=title, body="B", skills=["ecoute"], now=before
    )
    look_after({post.id: before})
    look_at_all(now)
    return post


def test_who_is_asked_reads_why_and_says_a_word(
    stage: Stage, question: Post, calling: Callable, django_assert_max_num_queries: Callable
) -> None:
    ines, marc = calling(stage.cast.ines), calling(stage.cast.marc)
    with django_assert_max_num_queries(4):
        (one,) = ines("get", "/me/asks").json()["items"]
    assert (one["post_id"], one["state"], one["by"]) == (str(question.id), "open", None)
    assert one["evidence"][0]["what"] == "declared"
    assert "Écoute active" in one["reason"]
    assert marc("get", "/me/asks").json()["items"] == []
    path = f"/me/asks/{one['id']}"
    assert marc("get", path).status_code == 404
    assert marc("put", f"{path}/response", {"response": "decline"}).status_code == 404
    assert ines("put", f"{path}/response", {"response": "take"}).status_code == 422
    assert ines("put", f"{path}/response", {"response": "not-mine"}).json()["state"] == "not-mine"
    assert ines("put", f"{path}/response", {"response": "decline"}).status_code == 409
    assert ines("get", "/me/asks").json()["items"] == []
    assert [past["id"] for past in ines("get", "/me/asks/past").json()["items"]] == [one["id"]]


def test_each_is_told_what_concerns_them(stage: Stage, question: Post, calling: Callable) -> None:
    lea, ines, karim, marc = (
        calling(person) for person in (stage.cast.lea, stage.cast.ines, stage.cast.karim, stage.cast.marc)
    )
    path = f"/posts/{question.id}"
    assert lea("get", f"{path}/asking").json()["asked"] == karim("get", f"{path}/asking").json()["asked"] == 1
    assert marc("get", f"{path}/asking").json()["asked"] is None
    until = (timezone.now() + timedelta(days=3)).date().isoformat()
    assert ines("put", f"{path}/owner", {"until": until}).json()["state"] == "owned"
    assert marc("get", f"{path}/asking").json()["owner"]["handle"] == "ines"
    assert karim("put", f"{path}/owner", {"until": until}).status_code == 409
    assert karim("delete", f"{path}/owner").status_code == 204
    assert lea("put", f"{path}/asking", {"on": False}).json()["state"] == "ended"
    assert lea("put", f"{path}/asking", {"still_waits": True}).status_code == 409
    waiting = karim("get", "/spaces/entretiens/waiting").json()["items"]
    assert [one["post_id"] for one in waiting] == []


def test_what_i_choose_holds_for_who_names_me(stage: Stage, question: Post, calling: Callable) -> None:
    marc, karim = calling(stage.cast.marc), calling(stage.cast.karim)
    assert marc("get", "/me/asking").json()["quota"] == 2
    kept = marc("put", "/me/asking", {"quota": 0, "unasked": ["ecoute"]}).json()
    assert (kept["quota"], [one["slug"] for one in kept["unasked"]]) == (0, ["ecoute"])
    assert marc("put", "/me/asking", {"quota": 21}).status_code == 422
    assert karim("post", f"/posts/{question.id}/asks", {"to": "marc"}).status_code == 422
    assert karim("post", f"/posts/{question.id}/asks", {"to": "nadia"}).status_code == 204
    assert [
        one["handle"] for one in karim("get", "/spaces/entretiens/waiting").json()["items"][0]["asked"]
    ] == [
        "ines",
        "nadia",
    ]
    pace = karim("get", "/spaces/entretiens/asking").json()
    assert pace["peers"] == 9
    assert karim("put", "/spaces/entretiens/asking", pace | {"peers": 4}).json()["peers"] == 4
    assert karim("put", "/spaces/entretiens/asking", pace | {"closes": 3}).status_code == 422
