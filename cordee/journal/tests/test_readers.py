"""A reader's rows and its cursor move together."""

import uuid
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from cordee.activity.models import ActiveDay, Line, PersonFigures, SpaceFigures
from cordee.journal.actions import Fact, record
from cordee.journal.models import Cursor, Event
from cordee.journal.queries import reader_lags
from cordee.journal.readers import Reader, advance, catch_up, named, registered, replay
from cordee.journal.sequence import sequence
from cordee.testing.cast import Stage

TABLES = (SpaceFigures, PersonFigures, Line, ActiveDay)


def written() -> list[list[tuple]]:
    """All that the activity reader wrote, without the numbers that rows get by themselves."""
    names = [
        [field.name for field in table._meta.fields if field.name != "id" or table is Line]
        for table in TABLES
    ]
    return [
        sorted(table.objects.values_list(*fields), key=repr)
        for table, fields in zip(TABLES, names, strict=True)
    ]


@pytest.mark.django_db
def test_a_rebuild_writes_the_same_rows(stage: Stage, now: datetime) -> None:
    catch_up()
    before = written()
    assert SpaceFigures.objects.get(space_id=stage.open.id).posts == 2
    assert PersonFigures.objects.get(person_id=stage.cast.ines.id).comments == 1
    done = replay(named("activity"))
    assert done == Event.objects.count()
    assert written() == before


@pytest.mark.django_db
def test_a_rebuild_mends_what_was_damaged(stage: Stage) -> None:
    catch_up()
    before = written()
    SpaceFigures.objects.update(posts=999)
    Line.objects.all().delete()
    call_command("replay", "activity")
    assert written() == before


@pytest.mark.django_db
def test_an_unknown_reader_is_named_in_the_refusal(db: None) -> None:
    with pytest.raises(CommandError, match="activity"):
        call_command("replay", "nobody")


@pytest.mark.django_db
def test_a_reader_that_fails_keeps_its_place(stage: Stage) -> None:
    class Failing(Reader):
        name = "failing"
        tables = ()
        taken = 0

        def consume(self, events: Sequence[Event]) -> None:
            if self.taken:
                raise ValueError("broken")
            self.taken += len(events)

    reader = Failing()
    while sequence():
        pass
    assert advance(reader, batch=3) == 3
    with pytest.raises(ValueError, match="broken"):
        advance(reader, batch=3)
    assert Cursor.objects.get(reader="failing").position == 3


@pytest.mark.django_db
def test_the_lag_is_what_waits(stage: Stage) -> None:
    lag = reader_lags()[0]
    assert lag.reader == "activity"
    assert lag.events == Event.objects.count() > 0
    assert lag.seconds > 0
    catch_up()
    assert {(lag.events, lag.seconds) for lag in reader_lags()} == {(0, 0.0)}


class Undone(Exception):  # noqa: N818 (nothing went wrong)
    """Rolls a transaction back on purpose."""


SPACES = [uuid.UUID(int=n) for n in range(3)]
PEOPLE = [uuid.UUID(int=n) for n in range(10, 14)]
ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["post.published", "comment.published", "space.joined", "reaction.given", "reaction.withdrawn"]
        ),
        st.sampled_from(SPACES),
        st.sampled_from(PEOPLE),
        st.sampled_from(PEOPLE),
        st.sampled_from(["useful", "thanks", "tried"]),
    ),
    max_size=30,
)


@pytest.mark.django_db
@settings(max_examples=25)
@given(acts=ACTS, cuts=st.lists(st.integers(1, 7), max_size=10))
def test_any_cut_of_the_journal_gives_the_same_rows(
    acts: list[tuple], cuts: list[int], now: datetime, django_db_blocker: object
) -> None:
    """Whatever the batches, crashes between them included, the rows are those of one pass."""
    try:
        with transaction.atomic():
            for verb, space, actor, receiver, meaning in acts:
                data = {
                    "kind": "tip",
                    "meaning": meaning,
                    "receiver": str(receiver),
                    "post": str(uuid.UUID(int=99)),
                }
                record(Fact(verb, uuid.UUID(int=99), actor_id=actor, space_id=space, data=data), at=now)
            while sequence():
                pass
            reader = named("activity")
            for cut in cuts:
                try:
                    with transaction.atomic():
                        advance(reader, batch=cut)
                        if cut % 2:
                            raise Undone  # killed before the commit
                except Undone:
                    pass
            while advance(reader):
                pass
            in_pieces = written()
            replay(reader)
            assert written() == in_pieces
            counted = Counter(space for verb, space, *_rest in acts if verb == "post.published")
            for space, count in counted.items():
                assert SpaceFigures.objects.get(space_id=space).posts == count
            raise Undone
    except Undone:
        pass


def test_the_readers_are_registered() -> None:
    names = ["activity", "insights", "notifications", "records", "search", "webhooks"]
    assert [reader.name for reader in registered() if reader.name in names] == names
