"""Prompts come out at their hour: once, in somebody's name, and sanely after a long sleep."""

import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from django.db import connection

from cordee.journal.models import Event
from cordee.people.models import Person
from cordee.programmes.actions.publishing import LATEST, publish_due, publish_now
from cordee.programmes.models import Prompt
from cordee.programmes.tests.conftest import DUE, Planned, plan
from cordee.spaces.actions.charters import publish_charter
from cordee.spaces.actions.memberships import admit, leave
from cordee.spaces.models import Membership, Post, StandIn
from cordee.testing.cast import Stage
from cordee.testing.processes import ROOT, database_url

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
WEEK = timedelta(days=7)


def out() -> list[Post]:
    return list(Post.objects.filter(is_prompt=True).order_by("id"))


def test_it_comes_out_at_its_hour_and_not_a_second_before(planned: Planned, stage: Stage) -> None:
    assert publish_due(DUE - SECOND) == 0
    assert publish_due(DUE) == 1
    assert publish_due(DUE) == 0
    (post,) = out()
    assert (post.title, post.author, post.created_at) == ("Question 1", stage.cast.karim, DUE)
    assert list(post.skills.values_list("slug", flat=True)) == ["ecoute"]
    told = Event.objects.get(verb="prompt.published")
    assert (told.actor_id, told.data["post"]) == (stage.cast.karim.id, str(post.id))
    assert Event.objects.get(verb="post.published", object_id=post.id).data["prompt"] is True


def test_after_a_short_sleep_it_comes_out_late_and_once(planned: Planned) -> None:
    assert publish_due(DUE + LATEST) == 1
    assert publish_due(DUE + LATEST + SECOND) == 0
    assert len(out()) == 1


def test_after_a_long_sleep_the_newest_goes_and_the_others_are_missed(planned: Planned) -> None:
    assert publish_due(DUE + WEEK * 2 + timedelta(hours=5)) == 1
    assert planned.states() == ["missed", "missed", "published", "planned"]
    assert [one.title for one in out()] == ["Question 3"]
    assert [one.data["why"] for one in Event.objects.filter(verb="prompt.missed")] == ["crowd", "crowd"]


def test_what_is_too_late_is_missed_and_said(planned: Planned) -> None:
    assert publish_due(DUE + LATEST + SECOND) == 0
    assert planned.prompts()[0].why == "late"
    assert out() == []


def test_another_facilitator_takes_over_from_one_who_cannot(planned: Planned, stage: Stage) -> None:
    admit(stage.cast.thomas, stage.open, stage.cast.ines, role=Membership.Role.FACILITATOR, now=DUE)
    Person.objects.filter(pk=stage.cast.karim.pk).update(suspended_until=DUE + WEEK * 60)
    assert publish_due(DUE) == 1
    assert out()[0].author == stage.cast.ines


def test_who_stands_in_for_somebody_away_publishes_for_them(planned: Planned, stage: Stage) -> None:
    StandIn.objects.create(
        space=stage.open, person=stage.cast.karim, deputy=stage.cast.ines,
        starts_at=DUE - WEEK, ends_at=DUE + timedelta(days=1), at=DUE - WEEK,
    )  # fmt: skip
    assert publish_due(DUE) == 1
    assert out()[0].author == stage.cast.ines
    assert publish_due(DUE + WEEK) == 1
    assert out()[1].author == stage.cast.karim, "back since"


def test_without_anybody_it_waits_and_is_said_once_then_goes_when_somebody_is_back(
    planned: Planned, stage: Stage
) -> None:
    leave(stage.cast.thomas, stage.open, now=DUE)
    Person.objects.filter(pk=stage.cast.karim.pk).update(is_active=False)
    for minute in range(3):
        assert publish_due(DUE + timedelta(minutes=minute)) == 0
    assert [one.data["why"] for one in Event.objects.filter(verb="prompt.waits")] == ["nobody"]
    Person.objects.filter(pk=stage.cast.karim.pk).update(is_active=True)
    assert publish_due(DUE + timedelta(days=5)) == 1


def test_a_charter_that_nobody_accepted_yet_is_the_reason(planned: Planned, stage: Stage) -> None:
    publish_charter(stage.cast.thomas, stage.open, "- Autre chose", now=DUE)
    assert publish_due(DUE) == 0
    assert planned.prompts()[0].why == "charter"


def test_an_empty_one_waits_for_its_words_then_is_missed(planned: Planned) -> None:
    Prompt.objects.filter(title="Question 1").update(title="", body="")
    assert publish_due(DUE) == 0
    assert planned.prompts()[0].why == "empty"
    Prompt.objects.filter(title="").update(title="Écrite à temps", body="Voici.")
    assert publish_due(DUE + timedelta(hours=2)) == 1


def test_published_by_hand_it_does_not_come_out_again(planned: Planned, stage: Stage) -> None:
    publish_now(stage.cast.karim, planned.prompts()[0], now=DUE - WEEK)
    assert publish_due(DUE) == 0
    assert len(out()) == 1


def test_one_that_fails_keeps_no_other(
    planned: Planned, stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from cordee.programmes.actions import planning, publishing

    planning.plan_programme(
        stage.cast.karim, stage.hidden, title="Autre", prompts=[planning.Asked("Ici", "Aussi.")],
        first=DUE.date(), weekday=1, clock=planned.programme.clock, now=DUE - WEEK,
    )  # fmt: skip
    whole = publishing._publish_newest

    def fails_once(programme_id, now):  # type: ignore[no-untyped-def]
        if programme_id == planned.programme.id:
            raise ValueError("a disk is full")
        return whole(programme_id, now)

    monkeypatch.setattr(publishing, "_publish_newest", fails_once)
    assert publish_due(DUE) == 1
    assert [one.title for one in out()] == ["Ici"]
    assert "could not go out" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_publish_it_once(stage: Stage) -> None:
    plan(stage)
    together = threading.Barrier(4)
    counts: list[int] = []

    def work() -> None:
        together.wait()
        counts.append(publish_due(DUE))
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert sum(counts) == 1
    assert len(out()) == 1


# Publishes, and stops with the transaction open, its rows written and nothing committed.
KILLED = """
import sys
import django
django.setup()
from datetime import datetime
from cordee.programmes.actions import publishing
whole = publishing._let_out
def hang(*given):
    whole(*given)
    print("written", flush=True)
    sys.stdin.read()
publishing._let_out = hang
publishing.publish_due(datetime.fromisoformat(sys.argv[1]))
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_it_still_comes_out_once(stage: Stage) -> None:
    plan(stage)
    worker = subprocess.Popen(
        [sys.executable, "-c", KILLED, DUE.isoformat()],
        cwd=ROOT,
        env={
            **os.environ, "DATABASE_URL": database_url(), "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "cordee.settings_test",
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    assert worker.stdout is not None
    try:
        assert worker.stdout.readline() == "written\n"
        assert publish_due(DUE) == 0, "the other one still holds it"
    finally:
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
    assert out() == []
    # The server notices by itself that the connection is gone.
    while not publish_due(DUE):
        pass
    assert len(out()) == 1
    assert Event.objects.filter(verb="prompt.published").count() == 1
    assert publish_due(DUE) == 0
