"""Who hears of prompts and recaps: followers, facilitators, who is quoted; each once."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction

from cordee.journal.actions import record
from cordee.notifications.kinds import kinds
from cordee.notifications.tests.conftest import Told
from cordee.programmes import events
from cordee.programmes.actions.publishing import publish_now
from cordee.programmes.actions.recaps import publish_recap
from cordee.programmes.models import Prompt
from cordee.programmes.tests.conftest import plan
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.following import follow
from cordee.testing.cast import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def prompt(stage: Stage, today: datetime) -> Prompt:
    """The first prompt of a programme that is still to come."""
    return plan(stage, first=today.date() + timedelta(days=2), now=today).prompts()[0]


def test_who_follows_the_space_hears_of_a_prompt_as_that_and_nobody_else(
    stage: Stage, prompt: Prompt, told: Told, today: datetime
) -> None:
    follow(stage.cast.lea, space=stage.open, now=today)
    publish_now(stage.cast.karim, prompt, now=today + timedelta(minutes=1))
    (line,) = [one for one in told(stage.cast.lea) if one.kind in ("prompt", "news")]
    assert (line.kind, line.reason) == ("prompt", "follows-space")
    assert kinds()["prompt"].words(line) == "La relance de la semaine est parue"
    assert not [one for one in told(stage.cast.ines) if one.kind == "prompt"]


def test_a_recap_is_told_once_to_who_is_quoted(
    stage: Stage, prompt: Prompt, told: Told, today: datetime
) -> None:
    out = publish_now(stage.cast.karim, prompt, now=today)
    said = reply(stage.cast.lea, out.post, body="Je me tais.", now=today + timedelta(minutes=1))
    reply(stage.cast.ines, out.post, body="Moi aussi.", now=today + timedelta(minutes=2))
    publish_recap(stage.cast.karim, out, body=f"[Léa]({said.url})", now=today + timedelta(minutes=3))
    (quoted,) = [one for one in told(stage.cast.lea) if one.kind == "recap"]
    assert quoted.reason == "quoted"
    assert kinds()["recap"].words(quoted) == "Karim Benali vous a cité dans une synthèse"
    assert [one.reason for one in told(stage.cast.ines) if one.kind == "recap"] == ["takes-part"]


@pytest.mark.parametrize(("why", "thomas"), [("late", []), ("nobody", ["administers"])])
def test_who_can_do_something_hears_of_a_prompt_that_is_stuck(
    stage: Stage, prompt: Prompt, told: Told, today: datetime, why: str, thomas: list[str]
) -> None:
    from cordee.spaces.actions.memberships import leave

    leave(stage.cast.thomas, stage.open, now=today)
    with transaction.atomic():
        record(events.of_prompt(events.PROMPT_WAITS, prompt, None, why=why), at=today)
    assert [one.reason for one in told(stage.cast.thomas) if one.kind == "prompt-stuck"] == thomas
    assert [one.reason for one in told(stage.cast.karim) if one.kind == "prompt-stuck"] == ["facilitates"]
