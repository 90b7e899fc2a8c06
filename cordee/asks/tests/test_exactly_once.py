"""Two clocks at once, and a clock that is killed: each question is put to each person once, and nobody has too many."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Count

from cordee.asks.actions.clock import look_at_all
from cordee.asks.choosing import QUOTA
from cordee.asks.models import Ask, Watch
from cordee.asks.tests.conftest import SOON, asked
from cordee.journal.models import Event
from cordee.people.models import Person
from cordee.spaces.tests.test_at_the_same_moment import together
from cordee.testing.cast import Stage
from cordee.testing.processes import start

pytestmark = pytest.mark.django_db(transaction=True)


def held() -> None:
    """What holds however the clock was run."""
    made = Counter(Event.objects.filter(verb="ask.made").values_list("data__ask", flat=True))
    assert set(made.values()) == {1}
    assert set(made) == {str(one) for one in Ask.objects.values_list("id", flat=True)}
    loads = Ask.objects.order_by().values_list("person_id").annotate(count=Count("id"))
    assert max(count for _person, count in loads) <= QUOTA


def test_two_clocks_at_once_do_what_one_does(stage: Stage, come: Callable[..., Person]) -> None:
    for name in ("paul", "anna", "omar"):
        come(name)
    for number in range(8):
        asked(stage, f"Question {number}")
    assert together(*[lambda: look_at_all(SOON)] * 3) == []
    look_at_all(SOON)
    held()


CLOCK = (
    "from datetime import datetime; from cordee.asks.actions.clock import look_at_all; look_at_all({moment})"
)


@pytest.mark.slow
def test_a_clock_that_is_killed_leaves_nothing_half_done(stage: Stage, come: Callable[..., Person]) -> None:
    for number in range(40):
        come(f"p{number}")
    for number in range(25):
        asked(stage, f"Question {number}")
    moment = f"datetime.fromisoformat('{SOON.isoformat()}')"
    clock = start("shell", "-c", CLOCK.format(moment=moment))
    for _ in range(1_000):
        if Ask.objects.count() >= 6 or not clock.is_alive():
            break
        pause()
    clock.kill()
    clock.join()
    before = Ask.objects.count()
    later = SOON + timedelta(seconds=1)
    # The server notices by itself that the connection is gone: until then the question at hand is left to it.
    for _ in range(1_000):
        look_at_all(later)
        if not Watch.objects.filter(due_at__lte=later).exists():
            break
        pause()
    assert Ask.objects.count() == 50 >= before
    held()


def pause() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.01)")
