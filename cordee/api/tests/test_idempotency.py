"""A write that is sent again happens once; a refused one may be sent again."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from cordee.api.actions import create_token
from cordee.api.idempotency import forget_answers
from cordee.api.models import KeptAnswer
from cordee.journal.models import Event
from cordee.people.models import Person
from cordee.spaces.models import Comment, Post
from cordee.testing.cast import NOW, Stage


def secret_of(person: Person) -> str:
    return create_token(person, name="t", scopes=["read", "write"], now=NOW)[1]


def send(secret: str, key: str, path: str, body: Any, method: str = "post") -> HttpResponse:
    headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": key}
    call = getattr(Client(), method)
    return call(f"/api/v1{path}", body, content_type="application/json", headers=headers)


@pytest.mark.django_db
def test_sent_twice_it_happens_once(stage: Stage) -> None:
    secret, path = secret_of(stage.cast.ines), f"/posts/{stage.question.id}/comments"
    first = send(secret, "k-1", path, {"body": "Une fois"})
    again = send(secret, "k-1", path, {"body": "Une fois"})
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert again["Content-Type"] == first["Content-Type"]
    assert (first.get("Idempotency-Replayed"), again["Idempotency-Replayed"]) == (None, "true")
    assert Comment.objects.filter(body="Une fois").count() == 1
    assert send(secret, "k-2", path, {"body": "Une fois"}).json()["id"] != first.json()["id"]


@pytest.mark.django_db
def test_a_key_is_for_one_act_of_one_person(stage: Stage) -> None:
    path = f"/posts/{stage.question.id}/comments"
    ines, lea = secret_of(stage.cast.ines), secret_of(stage.cast.lea)
    send(ines, "k", path, {"body": "D'Inès"})
    other = send(ines, "k", path, {"body": "Autre chose"})
    assert (other.status_code, other.json()["type"]) == (422, "/problems/key-reused")
    assert send(lea, "k", path, {"body": "De Léa"}).status_code == 201


@pytest.mark.django_db
def test_what_was_refused_may_be_sent_again(stage: Stage) -> None:
    secret, path = secret_of(stage.cast.marc), f"/posts/{stage.question.id}/comments"
    assert send(secret, "k", path, {"body": "Moi"}).status_code == 403
    assert not KeptAnswer.objects.exists()
    assert send(secret, "m", "/spaces/entretiens/membership", {}, "put").status_code == 200
    assert (
        send(secret, "c", "/spaces/entretiens/charter/acceptance", {"version": 1}, "put").status_code == 204
    )
    assert (
        send(secret, "c", "/spaces/entretiens/charter/acceptance", {"version": 1}, "put").status_code == 204
    )
    assert send(secret, "k", path, {"body": "Moi"}).status_code == 201


@pytest.mark.django_db
def test_what_breaks_leaves_neither_act_nor_key(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    secret, path = secret_of(stage.cast.ines), f"/posts/{stage.question.id}/comments"
    monkeypatch.setattr("cordee.api.resources.posts.threads.one_comment", lambda *args: 1 / 0)
    assert send(secret, "k", path, {"body": "Perdu"}).status_code == 500
    monkeypatch.undo()
    assert not Comment.objects.filter(body="Perdu").exists()
    assert send(secret, "k", path, {"body": "Perdu"}).status_code == 201


@pytest.mark.django_db(transaction=True)
def test_ten_at_the_same_moment_are_one(stage: Stage) -> None:
    secret = secret_of(stage.cast.ines)
    sent = {"kind": "tip", "title": "Dix fois", "body": "B"}
    answers: list[HttpResponse] = []

    def call() -> None:
        answers.append(send(secret, "k", "/spaces/entretiens/posts", sent))
        connection.close()

    callers = [threading.Thread(target=call) for _ in range(10)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    post = Post.objects.get(title="Dix fois")
    assert Event.objects.filter(object_id=post.id).count() == 1


@pytest.mark.django_db
def test_a_strange_key_is_refused_and_old_ones_are_forgotten(stage: Stage) -> None:
    secret, path = secret_of(stage.cast.ines), f"/posts/{stage.question.id}/comments"
    assert send(secret, "k" * 201, path, {"body": "B"}).status_code == 422
    send(secret, "old", path, {"body": "B"})
    KeptAnswer.objects.update(at=KeptAnswer.objects.get().at - timedelta(days=2))
    assert forget_answers() == 1
    assert send(secret, "old", path, {"body": "B"}).get("Idempotency-Replayed") is None


@pytest.mark.django_db
def test_a_key_without_a_caller_opens_nothing(stage: Stage) -> None:
    path = f"/posts/{stage.question.id}/comments"
    assert send("cordee_wrong", "k", path, {"body": "B"}).status_code == 401
    assert not KeptAnswer.objects.exists()
