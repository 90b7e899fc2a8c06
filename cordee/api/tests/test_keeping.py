"""Following, keeping, polls, duplicates and libraries by API: the same acts and rights as the pages."""

from collections.abc import Callable

import pytest

from cordee.spaces.actions.posts import publish
from cordee.testing.cast import NOW, Stage


@pytest.mark.django_db
def test_follow_and_keep(stage: Stage, calling: Callable, django_assert_max_num_queries: Callable) -> None:
    lea, marc = calling(stage.cast.lea), calling(stage.cast.marc)
    for path in ("/spaces/entretiens", f"/posts/{stage.experience.id}", "/people/ines", "/skills/ecoute"):
        assert lea("put", f"{path}/follow", {}).json() == {"state": "following"}
    assert lea("put", "/spaces/entretiens/follow", {"muted": True}).json() == {"state": "muted"}
    assert lea("get", "/spaces/entretiens/follow").json() == {"state": "muted"}
    with django_assert_max_num_queries(5):
        items = lea("get", "/me/follows").json()["items"]
    assert [one["what"] for one in items] == ["skill", "somebody", "post", "space"]
    assert lea("delete", f"/me/follows/{items[0]['id']}").status_code == 204
    assert marc("delete", f"/me/follows/{items[1]['id']}").status_code == 404
    assert lea("delete", "/people/ines/follow").json() == {"state": "none"}
    assert lea("put", f"/posts/{stage.question.id}/bookmark", {"note": "Lundi"}).status_code == 204
    assert lea("put", f"/comments/{stage.answer.id}/bookmark", {}).status_code == 204
    with django_assert_max_num_queries(5):
        kept = lea("get", "/me/bookmarks").json()["items"]
    assert [one["note"] for one in kept] == ["", "Lundi"]
    assert marc("get", "/me/bookmarks").json()["items"] == []
    assert lea("get", "/me/bookmarks?q=lundi").json()["items"][0]["post_id"] == str(stage.question.id)
    assert lea("delete", f"/comments/{stage.answer.id}/bookmark").status_code == 204
    assert lea("delete", f"/posts/{stage.question.id}/bookmark").status_code == 204
    assert lea("get", "/me/bookmarks").json()["items"] == []


@pytest.mark.django_db
def test_a_poll(stage: Stage, calling: Callable) -> None:
    lea, ines, marc = (calling(person) for person in (stage.cast.lea, stage.cast.ines, stage.cast.marc))
    sent = {"title": "Quand ?", "options": ["Mardi", "Jeudi"]}
    assert lea("post", "/spaces/entretiens/polls", sent | {"options": ["Mardi"]}).status_code == 422
    direct = {"kind": "poll", "title": "Quand ?", "body": ""}
    assert lea("post", "/spaces/entretiens/posts", direct).status_code == 422
    poll = lea("post", "/spaces/entretiens/polls", sent).json()
    first, second = (option["id"] for option in poll["options"])
    path = f"/posts/{poll['id']}"
    assert ines("get", f"{path}/poll").json()["options"][0]["count"] is None
    assert ines("put", f"{path}/vote", {"choices": [first, second]}).status_code == 422
    voted = ines("put", f"{path}/vote", {"choices": [second]}).json()
    assert [option["count"] for option in voted["options"]] == [0, 1]
    assert marc("put", f"{path}/vote", {"choices": [first]}).status_code == 403
    assert marc("get", f"{path}/poll").json()["voters"] == 1
    assert not ines("delete", f"{path}/vote").json()["voted"]
    assert ines("get", f"/posts/{stage.question.id}/poll").status_code == 404


@pytest.mark.django_db
def test_a_library_and_a_duplicate(
    stage: Stage, calling: Callable, django_assert_max_num_queries: Callable
) -> None:
    lea, karim = calling(stage.cast.lea), calling(stage.cast.karim)
    path = f"/posts/{stage.experience.id}/practice"
    assert lea("put", path, {}).json()["state"] == "offered"
    assert lea("get", "/spaces/entretiens/library/offers").status_code == 403
    assert len(karim("get", "/spaces/entretiens/library/offers").json()["items"]) == 1
    assert lea("put", f"{path}/agreement", {}).status_code == 403
    agreed = karim("put", f"{path}/agreement", {}).json()
    assert (agreed["state"], agreed["stale"]) == ("agreed", False)
    with django_assert_max_num_queries(6):
        assert len(lea("get", "/spaces/entretiens/library").json()["items"]) == 1
    assert lea("get", "/spaces/entretiens/library?stale=true").json()["items"] == []
    assert karim("put", f"{path}/verification", {}).json()["verifier"]["handle"] == "karim"
    assert karim("put", f"{path}/refusal", {"note": "Dépassé"}).json()["note"] == "Dépassé"
    again = publish(stage.cast.lea, stage.open, kind="question", title="Finir ?", body="B", now=NOW)
    question = str(stage.question.id)
    assert lea("put", f"/posts/{again.id}/duplicate", {"of": question}).status_code == 204
    assert lea("get", f"/posts/{again.id}/duplicate").json()["original"]["id"] == question
    assert lea("delete", f"/posts/{again.id}/duplicate").status_code == 204
    assert lea("delete", "/spaces/entretiens/cover").status_code == 403
    assert karim("delete", "/spaces/entretiens/cover").status_code == 204


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("put", "/spaces/cercle/follow"),
        ("get", "/spaces/cercle/library"),
        ("post", "/spaces/cercle/polls"),
        ("put", "/posts/{secret}/follow"),
        ("put", "/posts/{secret}/bookmark"),
        ("put", "/posts/{secret}/vote"),
        ("put", "/posts/{secret}/practice"),
        ("get", "/posts/{secret}/duplicate"),
    ],
)
def test_a_hidden_space_stays_hidden(stage: Stage, calling: Callable, method: str, path: str) -> None:
    secret = publish(stage.cast.lea, stage.hidden, kind="tip", title="T", body="B", now=NOW)
    sent = {"polls": {"title": "T", "options": ["a", "b"]}, "vote": {"choices": []}}.get(
        path.split("/")[-1], {}
    )
    body = None if method == "get" else sent
    assert calling(stage.cast.marc)(method, path.format(secret=secret.id), body).status_code == 404
