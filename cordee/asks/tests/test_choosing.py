"""The policy, without a database: whom it never asks, and that a question always comes to an end."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from cordee.asks.choosing import Able, Stage, choose, value, willingness
from cordee.asks.escalation import Course, Ending, Facts, Found, Pace, State, advance
from cordee.asks.hours import Hours
from cordee.asks.tests.conftest import moments
from cordee.bench.asks import QUALIFIED, Simulation, gini

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
SHARES = st.floats(0, 1)
ABLE = st.builds(
    Able,
    id=st.integers(1, 40).map(lambda number: UUID(int=number)),
    score=st.floats(-10, 1e6),
    expert=st.booleans(),
    quota=st.integers(0, 5),
    this_week=st.integers(0, 8),
    lately=st.integers(0, 20),
    willing=SHARES,
    away=st.booleans(),
    off=st.booleans(),
)
CROWD = st.lists(ABLE, max_size=30, unique_by=lambda one: one.id)


@given(CROWD, st.sampled_from([Stage.PEERS, Stage.EXPERTS]), st.integers(0, 5), st.sets(st.integers(1, 40)))
def test_nobody_is_chosen_against_what_they_set(
    crowd: list[Able], stage: Stage, most: int, numbers: set[int]
) -> None:
    without = {UUID(int=number) for number in numbers}
    chosen = choose(crowd, stage, most=most, without=without)
    free = [one for one in crowd if one.free and one.id not in without]
    assert len(chosen) == min(most, len(free))
    assert len({one.id for one in chosen}) == len(chosen)
    for one in chosen:
        assert one.this_week < one.quota
        assert not one.away
        assert not one.off
        assert one.id not in without


@given(CROWD, st.randoms(use_true_random=False))
def test_the_choice_does_not_depend_on_the_order_of_the_candidates(crowd: list[Able], chance: object) -> None:
    mixed = list(crowd)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert choose(crowd, Stage.PEERS, most=3) == choose(mixed, Stage.PEERS, most=3)


def test_who_rests_comes_before_who_was_asked_lately() -> None:
    rested, busy = Able(UUID(int=1), 0.8), Able(UUID(int=2), 1.0, lately=2)
    assert choose([busy, rested], Stage.PEERS, most=1) == [rested]


def test_rest_does_not_put_somebody_far_off_before_who_knows() -> None:
    far, near = Able(UUID(int=1), 0.1), Able(UUID(int=2), 1.0, lately=4)
    assert choose([far, near], Stage.PEERS, most=1) == [near]


def test_a_score_below_nothing_is_nothing() -> None:
    below, above = Able(UUID(int=1), -5.0), Able(UUID(int=2), 0.4)
    assert choose([below, above], Stage.PEERS, most=1) == [above]


def test_experts_are_kept_for_their_turn() -> None:
    peer, expert = Able(UUID(int=1), 0.8), Able(UUID(int=2), 1.0, expert=True)
    assert choose([expert, peer], Stage.PEERS, most=1) == [peer]
    assert choose([expert, peer], Stage.EXPERTS, most=1) == [expert]


@given(SHARES, SHARES)
def test_more_willing_is_never_worth_less(first: float, second: float) -> None:
    low, high = sorted((first, second))
    one, other = (Able(UUID(int=1), 1.0, willing=willing) for willing in (low, high))
    assert value(one, 1.0, Stage.PEERS) <= value(other, 1.0, Stage.PEERS)


def test_what_was_said_before_is_learned() -> None:
    fresh = willingness(answered=0, declined=0, not_mine=0, silent=0)
    silent = willingness(answered=0, declined=0, not_mine=0, silent=1)
    declined = willingness(answered=0, declined=1, not_mine=0, silent=0)
    foreign = willingness(answered=0, declined=0, not_mine=1, silent=0)
    assert fresh == 1 > silent > declined > foreign > 0
    assert willingness(answered=0, declined=0, not_mine=2, silent=0) == 0
    assert willingness(answered=1, declined=0, not_mine=2, silent=0) > 0


@given(st.data(), st.lists(moments(), min_size=30, max_size=60))
def test_a_question_that_nobody_answers_comes_to_the_facilitators_and_rests_there(
    data: st.DataObject, gaps: list[timedelta]
) -> None:
    course, now, told = Course(), MONDAY, []

    def ask(stage: Stage) -> Found:
        if stage == Stage.FACILITATORS:
            told.append(now)
            return Found.SOMEBODY
        return data.draw(st.sampled_from(Found))

    stages = []
    for gap in gaps:
        course = advance(course, Facts(), Pace(), now, ask)
        again = advance(course, Facts(), Pace(), now, lambda stage: Found.SOMEBODY)
        assert again.stage == course.stage
        stages.append(course.stage)
        now = max(now + gap, course.due_at or now)
    assert stages == sorted(stages)
    assert course.stage == Stage.FACILITATORS
    assert 1 <= len(told) <= 4


@given(st.sampled_from([one for one in Ending if one]), st.sampled_from(State), st.sampled_from(Stage))
def test_what_is_over_asks_nobody_from_wherever_it_stands(ending: Ending, state: State, stage: Stage) -> None:
    def never(stage: Stage) -> Found:
        raise AssertionError(stage)

    course = advance(Course(state, stage), Facts(ending), Pace(), MONDAY, never)
    assert (course.state, course.ending, course.due_at) == (State.ENDED, ending, None)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)), st.integers(1, 60))
def test_a_stage_ends_in_working_hours_and_no_sooner(start: datetime, hours: int) -> None:
    rules = Hours("Europe/Paris")
    begin = start.replace(tzinfo=UTC)
    end = rules.after(begin, hours)
    from zoneinfo import ZoneInfo

    there = end.astimezone(ZoneInfo("Europe/Paris"))
    assert there.weekday() < 5
    assert 9 <= there.hour + there.minute / 60 <= 18
    assert end - begin >= timedelta(hours=hours - 1)  # clocks change by an hour
    assert end - begin <= timedelta(days=(hours // 9 + 1) * 7 // 5 + 4)


def test_nine_working_hours_from_friday_noon_end_on_monday_noon() -> None:
    friday = datetime(2026, 3, 6, 11, tzinfo=UTC)
    assert Hours("Europe/Paris").after(friday, 9) == datetime(2026, 3, 9, 11, tzinfo=UTC)
    assert Hours("Asia/Kolkata", 9, 18).after(datetime(2026, 3, 2, 3, 30, tzinfo=UTC), 9).hour == 12


@settings(max_examples=20)
@given(st.integers(0, 10**6))
def test_the_whole_of_it_never_asks_too_much_and_always_ends(seed: int) -> None:
    world = Simulation(people=25, questions=40, seed=seed, span=timedelta(weeks=2))
    outcome = world.run()
    assert outcome.over_quota == 0
    for question in world.questions:
        asked = [ask[0] for ask in question.asks]
        assert len(asked) == len(set(asked))
        assert question.author not in asked
        assert question.course.due_at is None
        assert question.course.state == State.ENDED or question.course.stage == Stage.FACILITATORS
    for one in world.people.values():
        assert not any(one.is_away(moment) for moment in one.asked)


def test_the_goals_hold() -> None:
    """The figures of docs/decisions/asks.md, at a third of the size."""
    outcome = Simulation(people=300, questions=330, seed=1, span=timedelta(weeks=4)).run()
    assert outcome.reached >= 0.99
    assert outcome.over_quota == 0
    assert outcome.gini <= 0.4
    assert 0 < QUALIFIED < 1


def test_gini() -> None:
    assert gini([3, 3, 3]) == 0
    assert gini([0, 0, 0, 12]) == 0.75
    assert gini([]) == gini([0, 0]) == 0
