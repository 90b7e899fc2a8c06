"""Half-days: what is signed one by one, whatever the zone and its clocks."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordee.workshops.halves import halves

PARIS = ZoneInfo("Europe/Paris")
ZONES = ["Europe/Paris", "America/Guadeloupe", "Pacific/Auckland", "America/New_York", "Asia/Kolkata", "UTC"]


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        ("2027-03-02T09:00", "2027-03-02T12:30", [("2027-03-02-am", 210)]),
        ("2027-03-02T13:30", "2027-03-02T17:00", [("2027-03-02-pm", 210)]),
        ("2027-03-02T09:00", "2027-03-02T17:00", [("2027-03-02-am", 210), ("2027-03-02-pm", 210)]),
        ("2027-03-02T18:00", "2027-03-02T19:30", [("2027-03-02-pm", 90)]),
        (
            "2027-03-02T14:00",
            "2027-03-04T12:00",
            [
                ("2027-03-02-pm", 180),
                ("2027-03-03-am", 210),
                ("2027-03-03-pm", 210),
                ("2027-03-04-am", 180),
            ],
        ),
        # A night shift, and the night in which clocks go forward (it is an hour shorter).
        ("2027-03-02T20:00", "2027-03-03T02:00", [("2027-03-02-pm", 240), ("2027-03-03-am", 120)]),
        ("2027-03-27T21:00", "2027-03-28T04:00", [("2027-03-27-pm", 180), ("2027-03-28-am", 180)]),
    ],
)
def test_half_days(starts: str, ends: str, expected: list[tuple[str, int]]) -> None:
    begin, end = (datetime.fromisoformat(one).replace(tzinfo=PARIS) for one in (starts, ends))
    assert [(one.key, one.minutes) for one in halves(begin, end, PARIS)] == expected


@given(
    starts=st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    minutes=st.integers(1, 31 * 24 * 60),
    zone=st.sampled_from(ZONES),
)
def test_half_days_are_in_order_apart_and_within_the_workshop(
    starts: datetime, minutes: int, zone: str
) -> None:
    ends = starts + timedelta(minutes=minutes)
    found = halves(starts, ends, ZoneInfo(zone))
    assert found
    assert found[0].starts == starts
    assert found[-1].ends <= ends
    assert all(one.starts < one.ends for one in found)
    assert all(before.ends <= after.starts for before, after in pairwise(found))
    assert len({one.key for one in found}) == len(found)
    assert [(one.on, one.part) for one in found] == sorted((one.on, one.part) for one in found)
