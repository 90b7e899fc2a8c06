"""Identifiers keep to RFC 9562 and sort by time."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cordee.core.ids import uuid7

MOMENTS = st.datetimes(datetime(1980, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))


@given(at=MOMENTS, seed=st.none() | st.text())
def test_the_bits_are_those_of_version_7(at: datetime, seed: str | None) -> None:
    made = uuid7(at, seed)
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"
    assert made.int >> 80 == (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


@given(at=MOMENTS, step=st.integers(1, 10**9))
@example(at=datetime(2038, 6, 1, 12, 0, 0, 2, tzinfo=UTC), step=1)
def test_later_sorts_after(at: datetime, step: int) -> None:
    assert uuid7(at) < uuid7(at + timedelta(microseconds=step))


@given(at=MOMENTS, seed=st.text())
def test_the_same_source_names_the_same_row(at: datetime, seed: str) -> None:
    assert uuid7(at, seed) == uuid7(at, seed)
    assert uuid7(at, seed) != uuid7(at, seed + "x")


@pytest.mark.parametrize("at", [None, datetime(2026, 3, 2, 9, tzinfo=UTC)])
def test_identifiers_made_in_a_row_come_in_order(at: datetime | None) -> None:
    made = [uuid7(at) for _ in range(5_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
