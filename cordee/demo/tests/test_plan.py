"""The past is told in order, whatever day and hour it is loaded at."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from cordee.demo import acts
from cordee.demo.content import content
from cordee.demo.plan import Plan

# An ordinary Monday, the days after the clocks change, a first of January, a 29 February.
DAYS = [date(2026, 11, 23), date(2026, 10, 26), date(2027, 3, 29), date(2027, 1, 1), date(2028, 2, 29)]


@pytest.fixture(params=DAYS, ids=str)
def plan(request: pytest.FixtureRequest) -> Plan:
    return Plan(content(), "fr", request.param)


def test_nothing_lies_in_the_future_at_any_hour_of_the_day(plan: Plan) -> None:
    midnight = datetime.combine(plan.today, datetime.min.time(), ZoneInfo("Europe/Paris"))
    assert max(act.at for act in plan.acts()) < midnight
    assert max(plan.arrivals().values()) < midnight


def test_the_last_evening_has_something_in_it(plan: Plan) -> None:
    midnight = datetime.combine(plan.today, datetime.min.time(), ZoneInfo("Europe/Paris"))
    fresh = [act for act in plan.acts() if act.at > midnight - timedelta(days=1)]
    assert any(isinstance(act, acts.Publish) and act.post.kind == "question" for act in fresh)


def test_acts_come_in_the_order_of_time(plan: Plan) -> None:
    times = [act.at.astimezone(UTC) for act in plan.acts()]
    assert times == sorted(times)


def test_nobody_acts_before_coming_in_and_giving_their_word(plan: Plan) -> None:
    came, word = set(), {}
    in_force = {}
    for act in plan.acts():
        where = (act.space, act.by)
        if isinstance(act, acts.Join):
            came.add(where)
        elif isinstance(act, acts.PublishCharter):
            assert where in came
            in_force[act.space] = act.version
        elif isinstance(act, acts.AcceptCharter):
            assert where in came
            word[where] = in_force[act.space]
        elif isinstance(act, acts.CONTRIBUTIONS):
            assert where in came, act
            assert word.get(where) == in_force[act.space], act


def test_everyone_arrived_before_their_first_act(plan: Plan) -> None:
    arrived = plan.arrivals()
    assert set(arrived) == set(content().people)
    for act in plan.acts():
        assert arrived[act.by] <= act.at


def test_what_answers_comes_after_what_it_answers(plan: Plan) -> None:
    told: dict[str, datetime] = {}
    for act in plan.acts():
        match act:
            case acts.Publish():
                told[act.key] = act.at
            case acts.ReplyTo():
                assert told[act.to or act.post] < act.at, act.key
                told[act.key] = act.at
            case acts.React():
                assert told[act.reply or act.post] < act.at, act
            case acts.Accept():
                assert told[act.reply] < act.at, act
            case acts.EditPost() | acts.EditReply():
                assert told[act.key] < act.at, act


def test_replies_to_the_same_reply_are_told_in_order(plan: Plan) -> None:
    last: dict[str, datetime] = {}
    for space in content().spaces.values():
        for file in space.posts.values():
            for post in file:
                for reply in post.replies:
                    times = [plan.moment(below.at) for below in reply.replies]
                    assert times == sorted(times), reply.fr
                    last[reply.fr] = plan.moment(reply.at)
    assert last


def test_a_space_asks_again_when_its_charter_changes(plan: Plan) -> None:
    words = [(act.space, act.by) for act in plan.acts() if isinstance(act, acts.AcceptCharter)]
    assert len(words) > len(set(words))


def test_the_same_day_gives_the_same_past() -> None:
    day = DAYS[0]
    assert Plan(content(), "fr", day).acts() == Plan(content(), "fr", day).acts()


def test_life_has_its_quiet_weeks(plan: Plan) -> None:
    weeks: dict[int, int] = {}
    for act in plan.acts():
        if isinstance(act, acts.Publish | acts.ReplyTo):
            week = (plan.end - act.at).days // 7
            weeks[week] = weeks.get(week, 0) + 1
    assert set(weeks) == set(range(12))
    assert min(weeks.values()) * 2 < max(weeks.values())
