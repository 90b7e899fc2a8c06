"""The pages that everybody opens: what they cost, and that words stay words. Who sees which: ``test_rights``."""

import re
from collections.abc import Callable

import pytest
from django.db import OperationalError, connections
from django.test import Client

from cordee.core.queries import forget_organisation
from cordee.journal.readers import catch_up
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.posts import publish
from cordee.testing.cast import NOW, Stage
from cordee.testing.markup import suspicious

Enter = Callable[..., Client]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/spaces/entretiens/", "/posts/{question}/", "/people/@lea/"])
def test_a_page_costs_eight_queries_at_most(
    stage: Stage, address: str, sign_in: Enter, django_assert_max_num_queries: Callable
) -> None:
    for n in range(50):
        reply(stage.cast.ines, stage.question, body=f"Réponse {n}", now=NOW)
    catch_up()
    client = sign_in(stage.cast.lea)
    client.get("/")
    with django_assert_max_num_queries(8):
        answer = client.get(address.format(question=stage.question.id))
    assert answer.status_code == 200


@pytest.mark.django_db
def test_attacks_stay_words(stage: Stage, sign_in: Enter) -> None:
    attack = '<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1)) "onmouseover="alert(1)'
    post = publish(stage.cast.lea, stage.open, kind="tip", title=attack, body=attack, now=NOW)
    reply(stage.cast.lea, post, body=attack, now=NOW)
    catch_up()
    client = sign_in(stage.cast.ines)
    for address in (post.url, "/", "/spaces/entretiens/", "/people/@lea/"):
        text = client.get(address).content.decode()
        assert not suspicious(text), address
        assert "<script>alert" not in text


@pytest.mark.django_db
def test_a_long_thread_is_read_in_pages_once_each(stage: Stage, sign_in: Enter) -> None:
    ids = {str(reply(stage.cast.ines, stage.question, body=f"R{n}", now=NOW).id) for n in range(120)}
    client = sign_in(stage.cast.lea)
    seen: list[str] = []
    address: str | None = stage.question.url
    while address:
        text = client.get(address).content.decode()
        seen += re.findall(r'id="c-([0-9a-f-]{36})"', text)
        following = re.search(r'rel="next" href="([^"]+)"', text)
        address = stage.question.url + following[1].replace("&amp;", "&") if following else None
    assert len(seen) == len(set(seen)) == 121
    assert ids <= set(seen)


@pytest.mark.django_db
def test_a_link_to_a_reply_finds_its_page(stage: Stage, sign_in: Enter) -> None:
    last = [reply(stage.cast.ines, stage.question, body=f"R{n}", now=NOW) for n in range(120)][100]
    text = sign_in(stage.cast.lea).get(last.url.split("#")[0]).content.decode()
    assert f'id="c-{last.id}"' in text


@pytest.mark.django_db
def test_a_healthy_cordee_says_so(stage: Stage, sign_in: Enter) -> None:
    told = sign_in(None).get("/healthz").json()
    assert (told["status"], told["database"]) == ("ok", "ok")
    assert told["journal"]["activity"]["lag_events"] > 0
    catch_up()
    assert sign_in(None).get("/healthz").json()["journal"]["activity"]["lag_events"] == 0


def test_a_monitor_hears_that_the_database_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OperationalError

    monkeypatch.setattr(connections["default"], "ensure_connection", refuse)
    forget_organisation()
    answer = Client().get("/healthz")  # as monitors ask: no cookie, no language
    assert (answer.status_code, answer.json()["database"]) == (503, "unreachable")
