"""The page “What reaches me”: a few rows of words, and what one chooses there holds."""

from collections.abc import Callable
from datetime import datetime, time

import pytest
from django.test import Client

from cordee.core.errors import Invalid, Missing
from cordee.journal.readers import catch_up
from cordee.notifications.actions.choosing import choose_hours, choose_pace
from cordee.notifications.choices import mine
from cordee.notifications.models import Attention, Delivery, Pace, Preference, Unreachable
from cordee.people.models import Person
from cordee.spaces.actions.posts import publish
from cordee.testing.cast import Stage
from cordee.testing.costs import costs

PAGE = "/notifications/choices/"


@pytest.fixture
def lea(stage: Stage, sign_in: Callable[[Person | None], Client]) -> Client:
    """Léa is signed in."""
    return sign_in(stage.cast.lea)


def test_a_pace_is_chosen_and_shown(lea: Client, stage: Stage) -> None:
    assert lea.post(PAGE, {"what": "group", "group": "answers", "email": "daily"}).status_code == 302
    row = next(row for row in mine(stage.cast.lea).rows if row.group.name == "answers")
    assert row.paces["email"] == Pace.DAILY
    assert "une fois par jour" in lea.get(PAGE).content.decode()


def test_a_space_apart_and_back(lea: Client, stage: Stage) -> None:
    lea.post(PAGE, {"what": "space", "space": str(stage.open.id), "email": "never"})
    assert [one.space for one in mine(stage.cast.lea).exceptions] == [stage.open]
    lea.post(PAGE, {"what": "space", "space": str(stage.open.id), "email": ""})
    assert mine(stage.cast.lea).exceptions == []


def test_hours_and_measure(lea: Client, stage: Stage) -> None:
    sent = {"what": "hours", "quiet": "yes", "quiet_from": "21:30", "quiet_until": "07:00", "digest_day": "4"}
    assert lea.post(PAGE, sent | {"digest_hour": "17", "measured": "yes", "budget": "3"}).status_code == 302
    row = Attention.objects.get(person=stage.cast.lea)
    assert (row.quiet_from, row.quiet_until, row.budget) == (time(21, 30), time(7), 3)
    assert lea.post(PAGE, {"what": "hours", "digest_day": "4", "digest_hour": "17"}).status_code == 302
    row.refresh_from_db()
    assert (row.quiet_from, row.budget) == (None, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"quiet": "yes", "quiet_from": "8 h", "quiet_until": "07:00"},
        {"quiet": "yes", "quiet_from": "08:00", "quiet_until": "08:00"},
        {"measured": "yes", "budget": "beaucoup"},
        {"measured": "yes", "budget": "100000"},
        {"digest_hour": "25"},
    ],
)
def test_what_makes_no_sense_is_said_in_its_place(lea: Client, wrong: dict[str, str]) -> None:
    answer = lea.post(PAGE, {"what": "hours", "digest_day": "0", "digest_hour": "8"} | wrong)
    assert answer.status_code == 422
    assert not Attention.objects.exists()


def test_choices_follow_the_rules_of_spaces_and_channels(stage: Stage, today: datetime) -> None:
    with pytest.raises(Missing):
        choose_pace(stage.cast.marc, channel="email", group="", space=stage.hidden, pace="never", now=today)
    for channel, group, pace in (
        ("pigeon", "", "once"),
        ("email", "weather", "once"),
        ("push", "", "weekly"),
    ):
        with pytest.raises(Invalid):
            choose_pace(stage.cast.lea, channel=channel, group=group, pace=pace, now=today)
    assert not Preference.objects.exists()


def test_what_waits_moves_with_the_choice(stage: Stage, today: datetime) -> None:
    lea = stage.cast.lea
    catch_up()
    publish(stage.cast.ines, stage.open, kind="tip", title="Écouter", body="Pour @lea.", now=today)
    catch_up()
    choose_pace(lea, channel="email", group="mentions", pace="weekly", now=today)
    choose_hours(
        lea, quiet_from=None, quiet_until=None, budget=None, digest_day=(today.weekday() + 3) % 7,
        digest_hour=5, now=today,
    )  # fmt: skip
    [row] = Delivery.objects.filter(person_id=lea.id, channel="email")
    assert row.pace == Pace.WEEKLY
    assert 1 < (row.due - today).days + 1 <= 4
    choose_pace(lea, channel="email", group="mentions", pace="never", now=today)
    assert not Delivery.objects.filter(person_id=lea.id, channel="email").exists()


def test_an_address_that_failed_is_tried_again_on_ones_word(lea: Client, stage: Stage, now: datetime) -> None:
    Unreachable.objects.create(
        person_id=stage.cast.lea.id, channel="email", address="lea@example.org", at=now
    )
    assert "lea@example.org" in lea.get(PAGE).content.decode()
    lea.post(PAGE, {"what": "again", "channel": "email"})
    assert not Unreachable.objects.exists()


def test_the_page_costs_no_more_than_its_budget(lea: Client) -> None:
    lea.get(PAGE)
    assert costs(lea, [PAGE])[PAGE] <= 18
