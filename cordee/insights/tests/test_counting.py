"""Counting: snapshots equal what one gets by counting from scratch, whatever was done, hidden or moved, in any order."""

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from cordee.insights.counting.figures import figures_of
from cordee.insights.counting.statistics import median_interval, prior, shrunk, wilson
from cordee.insights.counting.upkeep import count_what_is_due, last_sunday
from cordee.insights.counting.windows import window
from cordee.insights.models import Act, Dirty, Scope, Snapshot
from cordee.insights.queries import health
from cordee.journal.actions import Fact, record
from cordee.journal.readers import advance, catch_up, named, replay
from cordee.journal.sequence import sequence
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.posts import publish
from cordee.testing.cast import NOW, Stage

SPACES = [uuid.UUID(int=n) for n in range(100, 102)]
PEOPLE = [uuid.UUID(int=n) for n in range(10, 15)]
POSTS = [uuid.UUID(int=n) for n in range(50, 54)]
START = datetime(2026, 1, 5, 12, tzinfo=UTC)
LATER = datetime(2026, 4, 15, tzinfo=UTC)
VERBS = ["post.published", "comment.published", "reaction.given", "reaction.withdrawn", "post.removed", "post.restored",
         "post.moved", "space.joined", "space.left", "post.edited"]  # fmt: skip
ACTS = st.lists(
    st.tuples(
        st.sampled_from(VERBS), st.sampled_from(SPACES), st.sampled_from(PEOPLE), st.sampled_from(POSTS),
        st.integers(0, 80),
    ),
    min_size=1,
    max_size=25,
)  # fmt: skip


class Undone(Exception):  # noqa: N818 (nothing went wrong)
    """Rolls a transaction back on purpose."""


def tell(acts: list[tuple], seed: int, where: dict[uuid.UUID, uuid.UUID]) -> None:
    """Let it happen, each post where it is then."""
    for place, (verb, chosen, person, post, day) in enumerate(acts):
        before = where.setdefault(post, SPACES[post.int % 2])
        if verb == "post.moved":
            where[post] = chosen
        space = chosen if verb.startswith("space") else where[post]
        data: dict[str, Any] = {
            "kind": "question" if post.int % 2 else "tip",
            "meaning": "tried",
            "post": str(post),
        }
        data |= {
            "post_author": str(PEOPLE[0]),
            "receiver": str(PEOPLE[0]),
            "role": "member",
            "from": str(before),
        }
        thing = {
            "comment.published": uuid.UUID(int=1000 + seed + place),
            "space.joined": person,
            "space.left": person,
        }
        fact = Fact(verb, thing.get(verb, post), actor_id=person, space_id=space, data=data)
        record(fact, at=START + timedelta(days=day, minutes=place))


def bring_up(batch: int) -> None:
    while sequence():
        pass
    while advance(named("acts"), batch=batch):
        pass
    count_what_is_due(LATER)


def kept() -> list[tuple]:
    """What was counted; a window with nobody in it may be told or not."""
    names = (
        "scope",
        "scope_id",
        "until",
        "name",
        "numerator",
        "denominator",
        "people",
        "value",
        "low",
        "high",
        "detail",
    )
    return sorted(Snapshot.objects.filter(people__gt=0).values_list(*names), key=repr)


@pytest.mark.django_db
@settings(
    max_examples=6,
    phases=(Phase.generate,),
)
@given(acts=ACTS, late=ACTS, batch=st.integers(1, 9))
def test_snapshots_equal_counting_from_scratch(
    acts: list[tuple], late: list[tuple], batch: int, db: None
) -> None:
    try:
        with transaction.atomic():
            where: dict[uuid.UUID, uuid.UUID] = {}
            tell(acts, 0, where)
            bring_up(batch)
            tell(late, 500, where)
            bring_up(batch)
            assert not Dirty.objects.filter(week__lte=last_sunday(LATER)).exists()
            bit_by_bit = kept()
            for one in Snapshot.objects.filter(name="participation"):
                assert (one.numerator, one.people) == by_hand(Scope(one.scope), one.scope_id, one.until)
            replay(named("acts"))
            count_what_is_due(LATER)
            assert kept() == bit_by_bit
            raise Undone
    except Undone:
        pass


def by_hand(scope: Scope, scope_id: uuid.UUID | None, until: date) -> tuple[int, int]:
    """Participation without SQL: those who took part, and those who could."""
    from cordee.insights.models import Presence

    ends = window(scope_id, until).ends
    rows = (
        Act.objects.filter(seen=True)
        if scope == Scope.ORGANISATION
        else Act.objects.filter(seen=True, space_id=scope_id)
    )
    inside = [act for act in rows if ends - timedelta(days=28) <= act.at < ends]
    social = {act.person_id for act in inside if act.kind in ("contribute", "reply", "try", "accept", "vote")}
    there = {
        row.person_id for row in Presence.objects.filter(scope=scope, scope_id=scope_id)
        if row.since < ends and (row.until is None or row.until >= ends)
    }  # fmt: skip
    return len(social), len(there | {act.person_id for act in inside})


@pytest.mark.django_db
def test_a_week_that_ends_is_counted_once_and_health_has_the_same_numbers(stage: Stage) -> None:
    lea, ines, karim = stage.cast.lea, stage.cast.ines, stage.cast.karim
    for number, answerer in enumerate((ines, karim, None)):
        asked = publish(
            lea, stage.open, kind="question", title="Q", body="B", now=NOW - timedelta(days=9 + number)
        )
        if answerer:
            reply(answerer, asked, body="R", now=NOW - timedelta(days=8))
    catch_up()
    count_what_is_due(NOW)
    sunday = last_sunday(NOW)
    assert sunday == date(2026, 3, 1)
    told = {
        one.name: one for one in Snapshot.objects.filter(scope="space", scope_id=stage.open.id, until=sunday)
    }
    shown = health([stage.open.id], window(None, sunday).ends)[stage.open.id].figures
    for name in ("answered", "hours", "kept"):
        now = shown[name].now
        assert (told[name].numerator, told[name].denominator, told[name].people) == (
            now.count,
            now.of,
            now.people,
        )
        assert (told[name].value, told[name].low) == (now.value, now.low)
    assert told["answered"].denominator == 4
    assert told["participation"].people == 4  # Thomas opened it, Karim keeps it, Léa and Inès came
    with CaptureQueriesContext(connection) as asked_twice:
        assert count_what_is_due(NOW) == 0
    assert len(asked_twice) <= 12
    assert count_what_is_due(NOW + timedelta(days=7)) > 0
    assert Snapshot.objects.filter(until=sunday + timedelta(days=7)).exists()


@pytest.mark.django_db
def test_many_windows_cost_as_many_queries_as_one(stage: Stage) -> None:
    catch_up()
    for weeks in (1, 20):
        windows = [window(stage.open.id, date(2026, 3, 1) - timedelta(weeks=n)) for n in range(weeks)]
        with CaptureQueriesContext(connection) as made:
            figures_of(Scope.SPACE, windows)
        assert len(made) <= 6


def test_intervals_are_those_of_the_books() -> None:
    low, high = wilson(41, 66) or (0, 0)
    assert (round(low, 3), round(high, 3)) == (0.501, 0.729)
    assert wilson(0, 0) is None
    assert (wilson(0, 10) or (1, 1))[0] == pytest.approx(0)
    assert median_interval([1.0] * 5) is None
    assert median_interval([float(n) for n in range(1, 11)]) == (2.0, 9.0)  # the 2nd and 9th of ten
    big = median_interval([float(n) for n in range(1000)])
    assert big == (469.0, 530.0)


@given(
    st.lists(
        st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda one: (min(one), max(one))), max_size=12
    )
)
def test_a_shrunk_share_lies_between_its_own_and_that_of_all(shares: list[tuple[int, int]]) -> None:
    before = prior(shares)
    mean = before.found / before.met
    for count, of in shares:
        value, low, high = shrunk(count, of, before)
        assert low <= value <= high
        if of:
            assert min(mean, count / of) - 1e-9 <= value <= max(mean, count / of) + 1e-9
