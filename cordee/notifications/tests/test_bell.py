"""The bell's page, what one does there, and the same by the API."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cordee.api.tests.conftest import calling  # noqa: F401 (a fixture)
from cordee.journal.readers import catch_up
from cordee.notifications import queries
from cordee.notifications.models import Notice
from cordee.notifications.tests.conftest import Talk, Told
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.following import follow
from cordee.spaces.actions.posts import publish
from cordee.spaces.models import Follow
from cordee.testing.cast import Stage

pytestmark = pytest.mark.django_db
Enter = Callable[..., Client]
COUNT, READ = "/api/v1/me/notifications/count", "/api/v1/me/notifications/read"


def test_the_page_says_what_why_and_how_to_stop_it(
    stage: Stage, talk: Talk, told: Told, sign_in: Enter
) -> None:
    (line,) = told(stage.cast.lea)
    page = sign_in(stage.cast.lea).get("/notifications/").content.decode()
    for words in (
        "1 nouvelle notification", "Inès Ferreira a répondu à votre question", "Par quoi commencer",
        "Vous avez écrit cette publication", "Ne plus suivre cette conversation", line.url, "Tout marquer",
    ):  # fmt: skip
        assert words in page, words
    assert "Rien ne vous attend" in sign_in(stage.cast.marc).get("/notifications/").content.decode()


def test_opening_a_line_reads_it_and_leads_on(stage: Stage, talk: Talk, told: Told, sign_in: Enter) -> None:
    (line,) = told(stage.cast.lea)
    client = sign_in(stage.cast.lea)
    client.get(line.url, headers={"Sec-Purpose": "prefetch"})
    assert client.get(COUNT).json() == {"unread": 1}
    assert client.get(line.url)["Location"] == talk.answer.url
    assert client.get(COUNT).json() == {"unread": 0}
    assert sign_in(stage.cast.ines).get(line.url).status_code == 404


def test_reading_the_conversation_reads_its_lines(
    stage: Stage, talk: Talk, told: Told, sign_in: Enter
) -> None:
    told(stage.cast.lea)
    client = sign_in(stage.cast.lea)

    def read(post: object) -> Any:
        return client.post(READ, {"post_id": post}, content_type="application/json")

    assert read(stage.question.id).json() == {"unread": 1}
    assert read(talk.question.id).json() == {"unread": 0}
    assert read("x").status_code == 422
    assert client.post("/notifications/read/", {"until": "9" * 30}).status_code == 302


def test_stopping_and_taking_it_back(stage: Stage, talk: Talk, told: Told, sign_in: Enter) -> None:
    follow(stage.cast.nadia, now=timezone.now() - timedelta(days=1), post=talk.question)
    reply(stage.cast.karim, talk.question, body="Oui.", now=timezone.now())
    line = told(stage.cast.nadia)[0]
    client = sign_in(stage.cast.nadia)
    stop = f"{line.url}stop/"
    said = client.post(stop, headers={"HX-Request": "true"}).content.decode()
    assert "Vous ne recevrez plus rien de cette conversation" in said
    assert 'name="was" value="following"' in said
    assert Follow.objects.get(person=stage.cast.nadia).muted
    assert queries.unread(stage.cast.nadia.id) == 0
    client.post(stop, {"undo": "1", "was": "following"})
    assert not Follow.objects.get(person=stage.cast.nadia).muted
    assert sign_in(stage.cast.marc).post(stop).status_code == 404


def test_a_long_bell_is_read_in_pages_of_few_queries(
    stage: Stage, sign_in: Enter, django_assert_max_num_queries: Callable
) -> None:
    for n in range(45):
        then = timezone.now() - timedelta(hours=10 * n)  # nobody may publish that much in a day
        publish(stage.cast.ines, stage.open, kind="tip", title=f"T{n}", body="@lea", now=then)
    catch_up()
    client = sign_in(stage.cast.lea)
    client.get("/")
    with django_assert_max_num_queries(9):
        client.get("/notifications/")
    seen, cursor = [], None
    while True:
        page = queries.bell(stage.cast.lea.id, cursor)
        seen += [line.id for line in page.rows]
        if not (cursor := page.next):
            break
    assert len(seen) == len(set(seen)) == 45
    assert client.get("/notifications/?after=nothing").status_code == 422


def test_the_same_by_the_api(stage: Stage, talk: Talk, told: Told, calling: Callable) -> None:  # noqa: F811
    told(stage.cast.lea)
    lea, marc = calling(stage.cast.lea), calling(stage.cast.marc)
    (line,) = lea("get", "/me/notifications").json()["items"]
    assert line["text"] == "Inès Ferreira a répondu à votre question"
    assert line["stop"] == {"what": "post", "id": str(talk.question.id)}
    one = f"/me/notifications/{line['id']}"
    assert marc("get", one).status_code == marc("put", f"{one}/read").status_code == 404
    assert lea("get", "/me/notifications/count").json() == {"unread": 1}
    assert calling(stage.cast.lea, ("read",))("put", f"{one}/read").status_code == 403
    assert lea("put", f"{one}/read").status_code == 204
    assert lea("get", one).json()["unread"] is False
    assert lea("post", "/me/notifications/read", {"until": 2}).json() == {"unread": 0}
    assert lea("put", f"{one}/stop").json() == {"was": "none"}
    assert lea("delete", f"{one}/stop").status_code == 204
    assert not Follow.objects.filter(person=stage.cast.lea).exists()
    Notice.objects.update(stops="")
    assert lea("put", f"{one}/stop").status_code == 422
