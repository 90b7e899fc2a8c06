"""Private words: who may send them, how often, how they are answered and refused."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from cordee.cockpit.actions.words import answer_word, refuse_words, send_word
from cordee.cockpit.mailing import mail_answer, mail_word
from cordee.core.errors import Conflict, Forbidden, Invalid, TooFast
from cordee.journal.readers import catch_up
from cordee.notifications.queries import bell
from cordee.people.models import Person
from cordee.spaces.actions.memberships import join
from cordee.testing.cast import NOW, Stage

pytestmark = pytest.mark.django_db


def test_a_word_is_mailed_whole_without_the_address_of_who_wrote(stage: Stage) -> None:
    word = send_word(stage.cast.karim, stage.open, stage.cast.lea, "Bonjour Léa,\nà bientôt.", now=NOW)
    mail_word(str(word.id), now=NOW)
    mail_word(str(word.id), now=NOW)  # tried again
    (sent,) = mail.outbox
    assert sent.to == ["lea@example.org"]
    assert "Bonjour Léa,\nà bientôt." in sent.body
    assert f"/words/{word.id}/" in sent.body
    assert "karim@example.org" not in sent.message().as_string()
    answer_word(stage.cast.lea, word, "Merci, je reviens.", now=NOW)
    mail_answer(str(word.id))
    assert mail.outbox[1].to == ["karim@example.org"]
    assert "lea@example.org" not in mail.outbox[1].message().as_string()


def test_the_bell_tells_both(stage: Stage) -> None:
    now = timezone.now()  # what is long past is no news
    word = send_word(stage.cast.karim, stage.open, stage.cast.lea, "Bonjour", now=now)
    answer_word(stage.cast.lea, word, "Merci", now=now)
    catch_up()
    for person in (stage.cast.lea, stage.cast.karim):
        line = next(line for line in bell(person.id).rows if line.kind == "word")
        assert line.object_id == word.id


def test_one_word_in_three_months_whoever_sends_it(stage: Stage) -> None:
    send_word(stage.cast.karim, stage.open, stage.cast.lea, "Bonjour", now=NOW)
    with pytest.raises(Conflict):
        send_word(stage.cast.thomas, stage.hidden, stage.cast.lea, "Bonjour", now=NOW + timedelta(days=80))
    send_word(stage.cast.thomas, stage.hidden, stage.cast.lea, "Bonjour", now=NOW + timedelta(days=91))


def test_five_words_a_week(stage: Stage) -> None:
    from cordee.people.actions.arriving import welcome

    people: list[Person] = []
    for number in range(6):
        handle = f"p{number}"
        person = welcome(
            name=handle, email=f"{handle}@example.org", handle=handle, encoded_password="!", now=NOW
        )
        join(person, stage.open, now=NOW)
        people.append(person)
    for person in people[:5]:
        send_word(stage.cast.karim, stage.open, person, "Bonjour", now=NOW)
    with pytest.raises(TooFast):
        send_word(stage.cast.karim, stage.open, people[5], "Bonjour", now=NOW)


def test_who_refuses_gets_none_not_even_one_that_is_on_its_way(stage: Stage) -> None:
    word = send_word(stage.cast.karim, stage.open, stage.cast.lea, "Bonjour", now=NOW)
    refuse_words(stage.cast.lea, refused=True, now=NOW)
    mail_word(str(word.id), now=NOW)
    assert mail.outbox == []
    later = NOW + timedelta(days=100)
    with pytest.raises(Forbidden):
        send_word(stage.cast.karim, stage.open, stage.cast.lea, "Bonjour", now=later)
    refuse_words(stage.cast.lea, refused=False, now=later)
    send_word(stage.cast.karim, stage.open, stage.cast.lea, "Bonjour", now=later)


def test_only_who_facilitates_writes_and_only_to_members(stage: Stage) -> None:
    with pytest.raises(Forbidden):
        send_word(stage.cast.lea, stage.open, stage.cast.ines, "Bonjour", now=NOW)
    with pytest.raises(Invalid):
        send_word(stage.cast.karim, stage.open, stage.cast.marc, "Bonjour", now=NOW)


def test_nobody_else_reads_it_and_looking_changes_nothing(
    stage: Stage, sign_in: Callable[..., Client]
) -> None:
    word = send_word(stage.cast.karim, stage.open, stage.cast.lea, "Bonjour", now=NOW)
    address = f"/words/{word.id}/"
    assert [sign_in(one).get(address).status_code for one in (
        stage.cast.lea, stage.cast.karim, stage.cast.ines, stage.cast.thomas
    )] == [200, 200, 404, 404]  # fmt: skip
    word.refresh_from_db()
    assert word.answered_at is None
    sign_in(stage.cast.lea).post(address, {"text": "Merci"})
    word.refresh_from_db()
    assert word.answer == "Merci"
