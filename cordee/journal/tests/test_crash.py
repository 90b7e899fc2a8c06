"""The worker is killed while events flow: nothing is lost and nothing counts twice."""

import os
import signal
import uuid
from collections import Counter
from datetime import datetime
from multiprocessing.process import BaseProcess

import pytest
from django.db import connection, transaction

from cordee.activity.models import Line, SpaceFigures
from cordee.journal.actions import CHANNEL, Fact, record_all
from cordee.journal.models import Cursor, Event
from cordee.journal.readers import named, replay
from cordee.testing.processes import start

EVENTS, BATCH, KILLS = 10_000, 250, 4
LOOKS = 6_000  # for a cursor, fifty a second at most: two minutes, as a busy machine starts a worker slowly


def position() -> int:
    return Cursor.objects.filter(reader="activity").values_list("position", flat=True).first() or 0


def wait_until_past(goal: int, worker: BaseProcess) -> None:
    """Wait for the worker's cursor, on the database's own clock."""
    for _ in range(LOOKS):
        if position() >= goal:
            return
        assert worker.is_alive(), "the worker ended by itself"
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.02)")
    pytest.fail(f"the worker stands at {position()} and does not reach {goal}")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_killing_the_worker_loses_and_doubles_nothing(now: datetime) -> None:
    spaces = [uuid.uuid4() for _ in range(5)]
    people = [uuid.uuid4() for _ in range(7)]
    counted: Counter[uuid.UUID] = Counter()
    worker = start("worker")
    try:
        written = 0
        for kill in range(KILLS + 1):
            goal = EVENTS * (kill + 1) // (KILLS + 1)
            while written < goal:
                facts = []
                for n in range(written, min(written + BATCH, goal)):
                    space = spaces[n % 5]
                    counted[space] += 1
                    facts.append(
                        (Fact("post.published", uuid.uuid4(), people[n % 7], space, {"kind": "tip"}), now)
                    )
                with transaction.atomic():
                    record_all(facts)
                written += len(facts)
            # Somewhere in the middle of what it still has to take.
            wait_until_past(max(1, goal - EVENTS // (KILLS + 1)), worker)
            if kill < KILLS:
                os.kill(worker.pid, signal.SIGKILL)
                worker.join()
                worker = start("worker")
        with connection.cursor() as cursor:
            cursor.execute(f"NOTIFY {CHANNEL}")
        wait_until_past(EVENTS, worker)
    finally:
        worker.kill()
        worker.join()

    assert Event.objects.count() == EVENTS
    figures = dict(SpaceFigures.objects.values_list("space_id", "posts"))
    assert figures == dict(counted)
    assert Line.objects.count() == EVENTS
    replay(named("activity"))
    assert dict(SpaceFigures.objects.values_list("space_id", "posts")) == figures
