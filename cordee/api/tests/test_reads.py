"""What all reads share: tags, links to the next page, and the language of who asks."""

from collections.abc import Callable

import pytest
from django.test import Client

from cordee.api.actions import create_token
from cordee.spaces.actions.posts import publish
from cordee.testing.cast import NOW, Stage


@pytest.mark.django_db
def test_what_did_not_change_is_not_sent_again(stage: Stage, sign_in: Callable[..., Client]) -> None:
    client = sign_in(stage.cast.lea)
    first = client.get(f"/api/v1/posts/{stage.question.id}")
    again = client.get(f"/api/v1/posts/{stage.question.id}", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    publish(stage.cast.ines, stage.open, kind="tip", title="Nouveau", body="B", now=NOW)
    tag = client.get("/api/v1/spaces/entretiens/posts")["ETag"]
    stage.question.title = "Autrement"
    stage.question.save()
    changed = client.get("/api/v1/spaces/entretiens/posts", headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert "private" in changed["Cache-Control"]


@pytest.mark.django_db
def test_a_list_links_to_its_next_page(stage: Stage, calling: Callable) -> None:
    for n in range(45):
        publish(stage.cast.ines, stage.open, kind="tip", title=f"T{n}", body="B", now=NOW)
    call, path, seen = calling(stage.cast.lea), "/spaces/entretiens/posts?show=tip", 0
    while path:
        answer = call("get", path)
        seen += len(answer.json()["items"])
        link = answer.headers.get("Link", "")
        path = link.partition(">")[0].removeprefix("</api/v1") if link else ""
    assert seen == 45


@pytest.mark.django_db
def test_a_token_speaks_its_owners_language(stage: Stage) -> None:
    stage.cast.lea.language = "en"
    stage.cast.lea.save()
    _token, secret = create_token(stage.cast.lea, name="t", scopes=["read"], now=NOW)
    headers = {"Authorization": f"Bearer {secret}", "Accept-Language": "fr"}
    answer = Client().get("/api/v1/posts/00000000-0000-0000-0000-000000000000", headers=headers)
    assert answer["Content-Language"] == "en"
    assert "does not exist" in answer.json()["detail"]
    refused = Client().patch("/api/v1/me/profile", {}, content_type="application/json", headers=headers)
    assert "lacks the scope" in refused.json()["detail"]
    for path, words in (("/api/v1/nowhere", "Il n’y a rien"), ("/api/v1/people", "ne prend pas")):
        told = Client().delete(path, headers={"Accept-Language": "fr"})
        assert words in told.json()["detail"], told.content
        assert told["Content-Security-Policy"]
