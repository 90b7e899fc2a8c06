"""The warning that a space goes silent: when it comes, when it must not, and what it says."""

from datetime import date, timedelta

from cordee.insights.decline import Counts, State, judge

MONDAY = date(2025, 6, 2)


def weeks(*counts: int, until: date = MONDAY) -> dict[date, Counts]:
    """So many contributions a week, on its Wednesday, the last week ending at ``until``; three times as many voices."""
    start = until - timedelta(weeks=len(counts)) + timedelta(days=2)
    return {start + timedelta(weeks=place): Counts(count, 3 * count) for place, count in enumerate(counts)}


def test_a_regular_space_is_steady_and_says_what_is_usual() -> None:
    verdict = judge(weeks(*[4] * 30), MONDAY)
    assert verdict.state is State.STEADY
    assert (verdict.posts, verdict.usual_posts, verdict.usual_voices) == (16, 16.0, 48.0)


def test_a_slow_decline_is_told_before_the_last_contribution() -> None:
    falling = [4] * 24 + [3, 3, 2, 2, 1, 1, 0, 1]
    assert judge(weeks(*falling), MONDAY).state is State.DECLINING
    assert judge(weeks(*falling[:25]), MONDAY).state is State.STEADY


def test_silence_is_called_so() -> None:
    assert judge(weeks(*[4] * 24, 2, 0, 0, 0, 0), MONDAY + timedelta(days=3)).state is State.SILENT


def test_one_empty_week_is_no_decline() -> None:
    assert judge(weeks(*[2, 3, 1, 2] * 6, 0), MONDAY).state is State.STEADY


def test_the_week_that_has_just_begun_is_not_counted() -> None:
    days = weeks(*[4] * 30)
    assert judge(days, MONDAY + timedelta(days=6)) == judge(days, MONDAY)


def test_a_young_space_and_a_space_without_rhythm_are_not_judged() -> None:
    assert judge({}, MONDAY).state is State.UNKNOWN
    assert judge(weeks(*[5] * 6, 0, 0), MONDAY).state is State.UNKNOWN
    assert judge(weeks(*[1, 0, 0, 0] * 8), MONDAY).state is State.UNKNOWN


def test_an_empty_summer_is_no_decline_where_no_summer_is_known() -> None:
    august = date(2025, 8, 25)
    assert judge(weeks(*[4] * 28, *[0] * 7, until=august), august).state is State.STEADY
    spring = date(2025, 5, 26)
    assert judge(weeks(*[4] * 28, *[0] * 7, until=spring), spring).state is State.SILENT


def test_a_summer_that_was_lively_the_year_before_is_expected_to_be_so() -> None:
    august = date(2025, 8, 25)
    assert judge(weeks(*[4] * 80, *[0] * 7, until=august), august).state is State.SILENT


def test_coming_back_takes_the_warning_away() -> None:
    fallen = [4] * 24 + [0] * 5
    assert judge(weeks(*fallen), MONDAY).state is State.SILENT
    assert judge(weeks(*fallen, 4, 4, 5, 4, 4), MONDAY).state is State.STEADY
