"""Readers meet every event once, whatever the order of commits."""

import uuid
from datetime import datetime

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, connection, transaction

from cordee.journal.actions import Fact, record
from cordee.journal.models import Event
from cordee.journal.sequence import sequence


def fact(verb: str = "test.done") -> Fact:
    return Fact(verb, uuid.uuid4(), actor_id=uuid.uuid4())


@pytest.mark.django_db(transaction=True)
def test_an_event_that_commits_late_is_met_late_not_never(now: datetime) -> None:
    """Two open transactions commit in the other order than they wrote."""
    other = connection.copy()
    try:
        with other.cursor() as slow, transaction.atomic(using="default"):
            slow.execute("BEGIN")
            slow.execute(
                "INSERT INTO journal_event (id, verb, at, object_id, data) "
                "VALUES (%s, 'test.slow', %s, %s, '{}') RETURNING recorded_at",
                [uuid.uuid4(), now, uuid.uuid4()],
            )
            (slow_recorded_at,) = slow.fetchone()
            quick = record(fact("test.quick"), at=now)
        sequence()
        first = list(Event.objects.filter(position__gt=0).order_by("position"))
        assert [event.verb for event in first] == ["test.quick"]
        cursor = first[-1].position

        with other.cursor() as slow:
            slow.execute("COMMIT")
        sequence()

        # The trap is set: by its own number or time, the late event stands before the one that was read.
        quick.refresh_from_db()
        assert slow_recorded_at < quick.recorded_at
        naive = Event.objects.filter(recorded_at__gt=quick.recorded_at)
        assert not naive.exists()
        # By position it comes after, and is met.
        late = Event.objects.filter(position__gt=cursor)
        assert [event.verb for event in late] == ["test.slow"]
    finally:
        other.close()


@pytest.mark.django_db(transaction=True)
def test_an_aborted_act_leaves_no_event_and_no_gap(now: datetime) -> None:
    with transaction.atomic():
        record(fact(), at=now)
    with pytest.raises(RuntimeError, match="changed my mind"), transaction.atomic():
        record(fact(), at=now)
        raise RuntimeError("changed my mind")
    with transaction.atomic():
        record(fact(), at=now)
    sequence()
    assert list(Event.objects.order_by("position").values_list("position", flat=True)) == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_refused(now: datetime) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        record(fact(), at=now)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_event SET verb = 'other'",
        "UPDATE journal_event SET position = position + 1",
        "DELETE FROM journal_event",
    ],
)
def test_the_database_refuses_to_change_the_past(now: datetime, statement: str) -> None:
    record(fact(), at=now)
    sequence()
    with (
        pytest.raises((InternalError, ProgrammingError, IntegrityError), match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.django_db
def test_a_fact_with_a_seed_is_told_once(now: datetime) -> None:
    told = Fact("test.done", uuid.uuid4(), seed="archive:1")
    record(told, at=now)
    record(told, at=now)
    assert Event.objects.count() == 1
