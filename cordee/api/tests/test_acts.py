"""The same acts and rights as the pages, from the same code."""

from collections.abc import Callable

import pytest

from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.posts import publish
from cordee.testing.cast import NOW, Stage


@pytest.mark.django_db
def test_a_day_in_the_life(stage: Stage, calling: Callable) -> None:
    marc, ines = calling(stage.cast.marc), calling(stage.cast.ines)
    sent = {"kind": "question", "title": "Et après ?", "body": "**Que** faire ?", "skills": ["ecoute"]}
    assert marc("post", "/spaces/entretiens/posts", sent).status_code == 403
    assert marc("put", "/spaces/entretiens/membership", {}).json() == {"state": "member"}
    refused = marc("post", "/spaces/entretiens/posts", sent)
    assert refused.json()["type"] == "/problems/charter-needed"
    assert marc("put", "/spaces/entretiens/charter/acceptance", {"version": 1}).status_code == 204
    made = marc("post", "/spaces/entretiens/posts", sent)
    assert made.status_code == 201
    post = made.json()["id"]
    assert "<strong>Que</strong>" in made.json()["body_html"]
    answer = ines("post", f"/posts/{post}/comments", {"body": "Un rendez-vous."}).json()["id"]
    below = marc("post", f"/posts/{post}/comments", {"body": "Merci", "to": answer}).json()
    assert below["parent_id"] == answer
    assert ines("put", f"/posts/{post}/resolution", {"answer": answer}).status_code == 403
    assert marc("put", f"/posts/{post}/resolution", {"answer": answer}).status_code == 204
    assert marc("get", f"/posts/{post}").json()["answer"]["id"] == answer
    tried = marc("put", f"/posts/{stage.experience.id}/reactions/tried", {"note": "Cela marche"}).json()
    assert tried == {"counts": {"tried": 1}, "mine": ["tried"]}
    assert ines("get", f"/posts/{stage.experience.id}").json()["notes"][0]["note"] == "Cela marche"
    assert marc("delete", f"/posts/{stage.experience.id}/reactions/tried").json()["counts"] == {}
    edited = marc("put", f"/posts/{post}", {"title": "Et après ?", "body": "Autrement dit"}).json()
    assert edited["skills"] == [{"slug": "ecoute", "name": "Écoute active"}]
    assert marc("get", f"/posts/{post}/history").json()["items"][0]["body"] == "**Que** faire ?"
    talk = ines("get", f"/posts/{post}/comments").json()
    assert [len(one["replies"]) for one in talk["items"]] == [1]
    assert marc("delete", "/spaces/entretiens/membership").status_code == 204


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["", "/posts", "/members", "/charter", "/figures", "/activity", "/requests"])
def test_a_hidden_space_does_not_exist_for_others(stage: Stage, calling: Callable, path: str) -> None:
    assert calling(stage.cast.marc)("get", f"/spaces/cercle{path}").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status"),
    [("", 200), ("/charter", 404), ("/posts", 403), ("/members", 403), ("/figures", 403), ("/activity", 403)],
)
def test_a_space_on_request_shows_its_sheet_only(
    stage: Stage, calling: Callable, path: str, status: int
) -> None:
    assert calling(stage.cast.marc)("get", f"/spaces/qualiopi{path}").status_code == status


@pytest.mark.django_db
def test_what_is_hidden_is_hidden_everywhere(stage: Stage, calling: Callable) -> None:
    secret = publish(
        stage.cast.lea, stage.hidden, kind="tip", title="Bien gardé", body="B", skills=["ecoute"], now=NOW
    )
    marc = calling(stage.cast.marc)
    assert marc("get", f"/posts/{secret.id}").status_code == 404
    assert marc("get", f"/posts/{secret.id}/comments").status_code == 404
    for path in ("/spaces", "/people/lea/posts", "/people/lea/activity", "/skills/ecoute/posts", "/today"):
        answer = marc("get", path)
        assert answer.status_code == 200, path
        assert "Bien gardé" not in answer.content.decode(), path


@pytest.mark.django_db
def test_a_request_is_answered(stage: Stage, calling: Callable) -> None:
    karim, marc = calling(stage.cast.karim), calling(stage.cast.marc)
    assert marc("put", "/spaces/qualiopi/membership", {"message": "Pour voir"}).json() == {
        "state": "requested"
    }
    assert [one["message"] for one in karim("get", "/spaces/qualiopi/requests").json()["items"]] == [
        "Pour voir"
    ]
    assert marc("get", "/spaces/qualiopi/requests").status_code == 403
    there = f"/spaces/qualiopi/members/{stage.cast.marc.id}"
    assert marc("put", there, {"role": "facilitator"}).status_code == 403
    assert karim("put", there, {}).json() == {"state": "member"}
    assert karim("delete", there).status_code == 204


@pytest.mark.django_db
def test_every_row_of_a_list_comes_once(stage: Stage, calling: Callable) -> None:
    for n in range(45):
        publish(stage.cast.ines, stage.open, kind="tip", title=f"T{n}", body="B", now=NOW)
    for n in range(120):
        reply(stage.cast.ines, stage.question, body=f"R{n}", now=NOW)
    call = calling(stage.cast.lea)
    for path, count in (("/spaces/entretiens/posts", 47), (f"/posts/{stage.question.id}/comments", 121)):
        seen: list[str] = []
        after = ""
        while True:
            page = call("get", f"{path}?after={after}" if after else path).json()
            seen += [row["id"] for row in page["items"]]
            after = page["next"]
            if not after:
                break
        assert len(seen) == len(set(seen)) == count


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "most"),
    [("/me", 4), ("/spaces", 3), ("/spaces/entretiens", 3), ("/spaces/entretiens/posts", 4), ("/today", 6),
     ("/people", 2), ("/posts/{question}", 6), ("/posts/{question}/comments", 5), ("/people/lea/activity", 4)],
)  # fmt: skip
def test_reads_are_cheap(
    stage: Stage, calling: Callable, path: str, most: int, django_assert_max_num_queries: Callable
) -> None:
    for n in range(20):
        reply(stage.cast.ines, stage.question, body=f"R{n}", now=NOW)
    call = calling(stage.cast.lea)
    call("get", "/me")
    with django_assert_max_num_queries(most + 1):  # and one for the token
        assert call("get", path.format(question=stage.question.id)).status_code == 200
