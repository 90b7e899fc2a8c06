"""Reading counts once, for another's text, with consent; and the journal is never told who read."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from cordee.core.errors import Missing
from cordee.journal.models import Event
from cordee.journal.sequence import sequence
from cordee.live.topics import seen_by_all
from cordee.spaces.actions.leaving import forget_author
from cordee.spaces.actions.posts import publish
from cordee.spaces.actions.readings import (
    Read,
    count_readings,
    forget_readings,
    note_reading,
    note_readings,
)
from cordee.spaces.events import POST_READ
from cordee.spaces.models import Reading, UncountedReader
from cordee.spaces.queries.readings import is_counted, readers_of
from cordee.testing.cast import NOW, Stage

pytestmark = pytest.mark.django_db


def test_it_counts_once_and_not_for_who_wrote_it(stage: Stage) -> None:
    cast = stage.cast
    assert note_reading(cast.lea, stage.experience, now=NOW)
    assert not note_reading(cast.lea, stage.experience, now=NOW + timedelta(days=1))
    assert not note_reading(cast.ines, stage.experience, now=NOW)
    assert Reading.objects.get().at == NOW
    hidden = publish(cast.karim, stage.hidden, kind="tip", title="T", body="B", now=NOW)
    with pytest.raises(Missing):
        note_reading(cast.marc, hidden, now=NOW)


def test_the_journal_is_not_told_who_and_pages_are_not_told_at_all(stage: Stage) -> None:
    note_reading(stage.cast.lea, stage.experience, now=NOW)
    while sequence():
        pass
    event = Event.objects.get(verb=POST_READ)
    assert event.actor_id is None
    assert str(stage.cast.lea.id) not in str(event.data)
    assert event.data["author"] == str(stage.cast.ines.id)
    assert readers_of([event]) == {event.id: stage.cast.lea.id}
    assert not seen_by_all(POST_READ)
    forget_author(stage.cast.lea, remove=False, now=NOW)
    assert readers_of([event]) == {}


def test_who_wants_not_to_be_counted_is_not_and_what_was_counted_is_gone(stage: Stage) -> None:
    lea = stage.cast.lea
    note_reading(lea, stage.experience, now=NOW)
    count_readings(lea, counted=False, now=NOW)
    assert not Reading.objects.exists()
    assert not note_reading(lea, stage.experience, now=NOW)
    assert note_readings([Read(lea, stage.experience, NOW, "s")]) == []
    count_readings(lea, counted=True, now=NOW)
    assert is_counted(lea)
    assert note_reading(lea, stage.experience, now=NOW)


def test_many_of_the_past_at_once_and_again(stage: Stage) -> None:
    cast = stage.cast
    read = [
        Read(cast.lea, stage.experience, NOW - timedelta(days=2), "1"),
        Read(cast.lea, stage.experience, NOW - timedelta(days=1), "2"),
        Read(cast.ines, stage.experience, NOW, "3"),
        Read(cast.marc, stage.experience, NOW, "4"),
    ]
    assert len(note_readings(read)) == 2
    assert note_readings(read) == []
    assert Event.objects.filter(verb=POST_READ).count() == 2
    assert forget_readings(NOW - timedelta(days=1), NOW) == 1


def test_the_page_asks_for_it_of_readers_alone_and_the_switch_works(
    stage: Stage, sign_in: Callable[..., Client]
) -> None:
    lea, url = sign_in(stage.cast.lea), stage.experience.url
    assert "data-read=" in lea.get(url).content.decode()
    assert "data-read=" not in sign_in(stage.cast.ines).get(url).content.decode()
    assert not Reading.objects.exists()  # opening is not reading
    lea.post("/me/readings/", {"counted": ""})
    assert UncountedReader.objects.get().person == stage.cast.lea
    assert "pas compté" in lea.get("/me/readings/").content.decode()
