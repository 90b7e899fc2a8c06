"""When prompts come out, for any rhythm and any zone: in order, never in the past, at the local hour that was said."""

import itertools
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cordee.programmes.schedule import Rhythm, country_of, days, moment, public_holidays

# Half hours, quarters, leaps of one hour and of half an hour, south and north, and one that has none.
ZONES = st.sampled_from(
    ["Europe/Paris", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns",
     "Pacific/Chatham", "America/New_York", "Africa/Casablanca", "UTC"]
).map(ZoneInfo)  # fmt: skip
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
CLOCKS = st.times().map(lambda one: one.replace(second=0, microsecond=0))
RHYTHMS = st.builds(Rhythm, st.integers(0, 6), st.integers(1, 5))


@given(DAYS, CLOCKS, ZONES)
def test_an_hour_is_kept_or_comes_right_after_the_leap(day: date, clock: time, zone: ZoneInfo) -> None:
    wanted = datetime.combine(day, clock)
    got = moment(day, clock, zone).astimezone(zone).replace(tzinfo=None)
    assert wanted <= got <= wanted + timedelta(hours=1)


@given(DAYS, CLOCKS, CLOCKS, ZONES)
def test_later_on_the_wall_is_never_earlier_in_truth(
    day: date, one: time, other: time, zone: ZoneInfo
) -> None:
    early, late = sorted([one, other])
    if moment(day, early, zone) > moment(day, late, zone):
        # Only where the clocks leapt between the two, and by no more than the leap.
        assert moment(day, early, zone) - moment(day, late, zone) <= timedelta(hours=1)
        assert moment(day, early, zone).astimezone(zone).time() != early


@given(DAYS, CLOCKS, ZONES)
@example(date(2026, 3, 29), time(2, 30), ZoneInfo("Europe/Paris"))
@example(date(2026, 10, 25), time(2, 30), ZoneInfo("Europe/Paris"))
def test_of_an_hour_that_comes_twice_it_is_the_first(day: date, clock: time, zone: ZoneInfo) -> None:
    got, wanted = moment(day, clock, zone), datetime.combine(day, clock)
    # Half an hour before what the clocks leapt over they may have leapt already.
    leapt = got.astimezone(zone).replace(tzinfo=None) != wanted
    before = [
        (got - timedelta(minutes=minutes)).astimezone(zone) for minutes in ((60,) if leapt else (30, 60))
    ]
    assert all(one.replace(tzinfo=None) < wanted for one in before)


@given(RHYTHMS, DAYS, st.integers(1, 60))
def test_days_come_in_order_on_their_weekday_so_many_weeks_apart(
    rhythm: Rhythm, first: date, count: int
) -> None:
    found = days(rhythm, first, count)
    assert len(found) == count
    assert first <= found[0] < first + timedelta(days=7)
    assert all(day.weekday() == rhythm.weekday for day in found)
    assert all(after - before == timedelta(weeks=rhythm.every) for before, after in itertools.pairwise(found))


@given(RHYTHMS, DAYS, st.lists(st.integers(0, 200), max_size=40), st.integers(0, 60), st.integers(0, 40))
def test_no_day_that_is_left_out_and_never_two_in_a_week(
    rhythm: Rhythm, first: date, closed: list[int], start: int, length: int
) -> None:
    off = frozenset(first + timedelta(days=n) for n in closed)
    pause = (first + timedelta(days=start), first + timedelta(days=start + length))
    made = Rhythm(rhythm.weekday, rhythm.every, (pause,), off)
    found = days(made, first, 12)
    assert len(found) == 12
    assert not off & set(found)
    assert not any(pause[0] <= day <= pause[1] for day in found)
    weeks = [day.isocalendar()[:2] for day in found]
    assert len(set(weeks)) == len(weeks)
    assert found == sorted(found)
    assert found[0] >= first


def test_the_local_hour_is_kept_over_both_changes_of_the_clocks() -> None:
    paris = ZoneInfo("Europe/Paris")
    assert moment(date(2026, 3, 24), time(9), paris) == datetime(2026, 3, 24, 8, tzinfo=UTC)
    assert moment(date(2026, 3, 31), time(9), paris) == datetime(2026, 3, 31, 7, tzinfo=UTC)
    assert moment(date(2026, 10, 27), time(9), paris) == datetime(2026, 10, 27, 8, tzinfo=UTC)
    assert moment(date(2026, 3, 29), time(2, 30), paris) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    kolkata = ZoneInfo("Asia/Kolkata")
    assert moment(date(2026, 3, 3), time(9), kolkata) == datetime(2026, 3, 3, 3, 30, tzinfo=UTC)


def test_a_monday_that_is_a_holiday_becomes_the_tuesday_and_a_closed_week_the_next_one() -> None:
    closed = frozenset(public_holidays("Europe/Paris", date(2026, 1, 1), date(2026, 12, 31)))
    rhythm = Rhythm(0, breaks=((date(2026, 4, 13), date(2026, 4, 19)),), closed=closed)
    assert days(rhythm, date(2026, 3, 30), 3) == [date(2026, 3, 30), date(2026, 4, 7), date(2026, 4, 20)]
    friday = Rhythm(4, closed=closed)  # 1 May and 8 May are Fridays: nothing is asked on a Saturday instead
    assert days(friday, date(2026, 4, 24), 2) == [date(2026, 4, 24), date(2026, 5, 15)]


@pytest.mark.parametrize(
    ("zone", "country"), [("Europe/Paris", "FR"), ("America/Montreal", "CA"), ("UTC", ""), ("Etc/GMT+5", "")]
)
def test_the_country_of_a_zone(zone: str, country: str) -> None:
    assert country_of(zone) == country


def test_holidays_speak_the_language_and_are_none_where_nobody_knows_them() -> None:
    may = date(2026, 5, 1)
    assert public_holidays("Europe/Paris", may, may) == {may: "Fête du Travail"}
    assert public_holidays("Europe/Paris", may, may, "en") == {may: "Labor Day"}
    assert public_holidays("UTC", may, may) == {}
