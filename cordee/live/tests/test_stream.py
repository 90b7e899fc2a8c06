"""What open pages hear, from every process, and who hears nothing."""

from collections.abc import Callable

import httpx
import psycopg
import pytest

from cordee.live.tests.conftest import PATIENCE, Ear, Web, cookies
from cordee.moderation.actions.reports import report
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.following import follow
from cordee.spaces.actions.memberships import remove
from cordee.spaces.actions.posts import publish
from cordee.spaces.actions.reactions import react
from cordee.testing.cast import NOW, Stage
from cordee.testing.processes import database_url

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

Serve = Callable[[], Web]
Listen = Callable[..., Ear]


def test_two_processes_tell_the_same(serve: Serve, listen: Listen, stage: Stage) -> None:
    first, second = serve(), serve()
    thread = f"thread:{stage.question.id}"
    ears = [
        listen(first, stage.cast.lea, thread),
        listen(second, stage.cast.karim, f"{thread},space:entretiens"),
    ]
    comment = reply(stage.cast.ines, stage.question, body="En direct", now=NOW)
    react(stage.cast.ines, stage.question, meaning="thanks", now=NOW)
    for ear in ears:
        told = ear.until("act", verb="comment.published")
        assert (told["object"], told["post"]) == (str(comment.id), str(stage.question.id))
        assert "En direct" not in str(told)
        ear.until("act", verb="reaction.given")
    assert ears[0].last == ears[1].last


def test_pages_hear_what_everybody_sees_and_not_whose_act_it_is(
    serve: Serve, listen: Listen, stage: Stage
) -> None:
    """Who reports a text, follows it or votes under it is told to no page, its author's least of all."""
    web, thread, cast = serve(), f"thread:{stage.question.id}", stage.cast
    author, lea = (
        listen(web, stage.answer.author, f"{thread},space:entretiens"),
        listen(web, cast.lea, thread),
    )
    report(cast.lea, stage.answer, reason="unkind", words="Le ton", now=NOW)
    follow(cast.lea, post=stage.question, now=NOW)
    reply(cast.lea, stage.question, body="Merci quand même", now=NOW)
    mine = lea.until("act")
    assert (mine["verb"], mine["mine"]) == ("comment.published", True)
    assert author.until("act") == mine | {"mine": False}
    away = listen(web, stage.answer.author, f"{thread}&since=1", wait=False)
    heard = away.until("act", post=str(stage.question.id), verb="comment.published")
    assert "actor" not in heard
    assert str(cast.lea.id) not in str(heard)


def test_a_page_that_was_away_catches_up_in_order(serve: Serve, listen: Listen, stage: Stage) -> None:
    web, thread = serve(), f"thread:{stage.question.id}"
    before = listen(web, stage.cast.lea, thread)
    web.process.kill()
    assert before.ended.wait(PATIENCE)
    missed = [str(reply(stage.cast.ines, stage.question, body=f"{n}", now=NOW).id) for n in range(5)]
    again = listen(serve(), stage.cast.lea, f"{thread}&since={before.last}", wait=False)
    assert [again.until("act")["object"] for _ in missed] == missed
    later = reply(stage.cast.ines, stage.question, body="Et après", now=NOW)
    assert again.until("act")["object"] == str(later.id)


def test_who_may_listen_where(serve: Serve, listen: Listen, stage: Stage) -> None:
    web, cast = serve(), stage.cast
    secret = publish(cast.lea, stage.hidden, kind="tip", title="Secret", body="B", now=NOW)
    wanted = [
        (None, "space:entretiens", 401),
        (cast.marc, "space:entretiens", 200),
        (cast.marc, "space:cercle", 404),
        (cast.marc, "space:nulle-part", 404),
        (cast.marc, "space:qualiopi", 404),
        (cast.marc, f"thread:{secret.id}", 404),
        (cast.marc, "thread:not-a-uuid", 404),
        (cast.marc, "sermons", 404),
        (cast.lea, f"thread:{secret.id}", 200),
        (cast.lea, ",".join(["today"] * 21), 404),
        (cast.marc, "today", 200),
    ]
    given = [(person, topics, listen(web, person, topics).status) for person, topics, _status in wanted]
    assert given == wanted


def test_who_is_taken_out_hears_nothing_more(serve: Serve, listen: Listen, stage: Stage) -> None:
    web = serve()
    lea, karim = (listen(web, person, "space:cercle") for person in (stage.cast.lea, stage.cast.karim))
    remove(stage.cast.karim, stage.hidden, stage.cast.lea, now=NOW)
    assert lea.ended.wait(PATIENCE)
    lea.kinds()
    publish(stage.cast.karim, stage.hidden, kind="tip", title="Après", body="B", now=NOW)
    karim.until("act", verb="post.published")
    assert "post.published" not in lea.kinds()
    assert listen(web, stage.cast.lea, "space:cercle").status == 404


def test_losing_the_database_connection_heals(serve: Serve, listen: Listen, stage: Stage) -> None:
    ear = listen(serve(), stage.cast.lea, f"thread:{stage.question.id}")
    with psycopg.connect(database_url(), autocommit=True) as link:
        link.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' "
            "AND datname = current_database()"
        )
    comment = reply(stage.cast.ines, stage.question, body="Pendant la coupure", now=NOW)
    assert ear.until("act", verb="comment.published")["object"] == str(comment.id)


def test_who_is_here_and_who_writes(serve: Serve, listen: Listen, stage: Stage) -> None:
    first, second = serve(), serve()
    thread = f"thread:{stage.question.id}"
    lea, ines = listen(first, stage.cast.lea, thread), listen(second, stage.cast.ines, thread)
    for ear in (lea, ines):
        ear.until("here", count=2)
    with httpx.Client(cookies=cookies(stage.cast.ines), timeout=PATIENCE) as client:
        client.get(f"{first.url}/posts/{stage.question.id}/")
        answer = client.post(
            f"{first.url}/live/posts/{stage.question.id}/typing/",
            headers={"X-CSRFToken": client.cookies["cordee_csrf"], "Referer": first.url},
        )
    assert answer.status_code == 204
    assert lea.until("typing")["name"] == "Inès Ferreira"
    assert "typing" not in ines.kinds()
