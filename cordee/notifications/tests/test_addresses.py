"""Signed addresses: short enough, whole whatever its case, good for one person and one thread, for a time."""

from datetime import datetime, timedelta

import pytest

from cordee.notifications.addresses import (
    LIFE,
    LONGEST_LOCAL_PART,
    Expired,
    bounce_address,
    is_bounce,
    reply_address,
    token_of,
    who_answers,
    whose_mail_came_back,
)
from cordee.testing.cast import Stage


@pytest.fixture(autouse=True)
def reply_domain(settings: object) -> None:
    settings.REPLY_ADDRESS = "Reply@Example.org"


def token(address: str | None) -> str:
    assert address is not None
    found = token_of(address)
    assert found is not None
    return found


def test_an_address_says_who_answers_what(stage: Stage, now: datetime) -> None:
    to_post = token(reply_address(stage.cast.lea.id, stage.question.id, None, now=now))
    to_reply = token(reply_address(stage.cast.lea.id, stage.question.id, stage.answer.id, now=now))

    target = who_answers(to_post, now=now)
    assert target and (target.person, target.post, target.comment) == (stage.cast.lea, stage.question, None)
    target = who_answers(to_reply, now=now)
    assert target and (target.person, target.post, target.comment) == (
        stage.cast.lea, stage.question, stage.answer,
    )  # fmt: skip


def test_it_survives_servers_that_change_case_and_names_around_it(stage: Stage, now: datetime) -> None:
    address = reply_address(stage.cast.lea.id, stage.question.id, None, now=now)
    assert address and address.endswith("@example.org")
    assert len(address.partition("@")[0]) <= LONGEST_LOCAL_PART
    found = token_of(f'"Inès, dans Cordée" <{address.upper()}>')
    assert found == token(address)
    assert who_answers(found, now=now)


def test_every_other_character_is_another_address(stage: Stage, now: datetime) -> None:
    good = token(reply_address(stage.cast.lea.id, stage.question.id, None, now=now))
    for at, letter in enumerate(good):
        other = "a" if letter != "a" else "b"
        assert who_answers(good[:at] + other + good[at + 1 :], now=now) is None


def test_the_address_of_one_installation_is_not_good_in_another(
    stage: Stage, now: datetime, settings: object
) -> None:
    good = token(reply_address(stage.cast.lea.id, stage.question.id, None, now=now))
    settings.SECRET_KEY = "another one"
    assert who_answers(good, now=now) is None


def test_it_lives_for_a_time(stage: Stage, now: datetime) -> None:
    good = token(reply_address(stage.cast.lea.id, stage.question.id, None, now=now))
    assert who_answers(good, now=now + LIFE - timedelta(days=1))
    with pytest.raises(Expired) as expired:
        who_answers(good, now=now + LIFE + timedelta(days=1))
    assert expired.value.target.person == stage.cast.lea


def test_mail_that_comes_back_is_of_one_person_at_one_address(stage: Stage, now: datetime) -> None:
    lea = stage.cast.lea
    back = token(bounce_address(lea.id, lea.email or "", now=now))
    assert is_bounce(back)
    assert who_answers(back, now=now) is None
    assert whose_mail_came_back(back, now=now) == lea
    assert whose_mail_came_back(back, now=now + LIFE + timedelta(days=1)) is None

    lea.email = "lea.autre@example.org"
    lea.save()
    assert whose_mail_came_back(back, now=now) is None


def test_an_address_to_answer_is_none_for_mail_that_came_back(stage: Stage, now: datetime) -> None:
    good = token(reply_address(stage.cast.lea.id, stage.question.id, None, now=now))
    assert not is_bounce(good)
    assert whose_mail_came_back(good, now=now) is None


@pytest.mark.parametrize("base", ["", "reply", "@example.org", "a-name-much-too-long@example.org"])
def test_without_an_address_of_the_operator_there_is_none(
    stage: Stage, now: datetime, settings: object, base: str
) -> None:
    settings.REPLY_ADDRESS = base
    assert reply_address(stage.cast.lea.id, stage.question.id, None, now=now) is None
    assert bounce_address(stage.cast.lea.id, "lea@example.org", now=now) is None
    assert token_of("reply+abc@example.org") is None


@pytest.mark.parametrize(
    "written", ["", "reply@example.org", "reply+short@example.org", "@", "lea@example.org"]
)
def test_other_addresses_are_not_ours(written: str) -> None:
    assert token_of(written) is None


@pytest.mark.parametrize("written", ["", "é" * 48, "1" * 48, "a" * 48])
def test_what_is_no_token_is_for_nobody(db: None, now: datetime, written: str) -> None:
    assert who_answers(written, now=now) is None
    assert whose_mail_came_back(written, now=now) is None


def test_making_an_address_asks_the_database_nothing(
    stage: Stage, now: datetime, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(0):
        reply_address(stage.cast.lea.id, stage.question.id, stage.answer.id, now=now)
    with django_assert_num_queries(2):
        who_answers(token(reply_address(stage.cast.lea.id, stage.question.id, None, now=now)), now=now)
