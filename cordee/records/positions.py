"""The place of a statement among all: when it was stored, and an order within that microsecond, in one number."""

import random
from datetime import UTC, datetime, timedelta

_BEGIN = datetime(2020, 1, 1, tzinfo=UTC)
_ORDER = 11  # bits beside the microseconds: 63 bits in all last until 2162


def positions(now: datetime, count: int) -> list[tuple[int, datetime]]:
    """``count`` places from ``now`` on, a microsecond apart, and the moments that they say.

    The bits beyond are chance: two processes that store in the same microsecond take different places. (If they do not,
    the second is refused by the primary key, and tried again by ``store``.)
    """
    chance = random.getrandbits(_ORDER)
    first = _microseconds(now)
    return [((first + step << _ORDER) | chance, now + timedelta(microseconds=step)) for step in range(count)]


def from_moment(at: datetime) -> int:
    """The lowest place of that microsecond."""
    return max(0, _microseconds(at)) << _ORDER


def after_moment(at: datetime) -> int:
    """The lowest place later than that microsecond."""
    return max(0, _microseconds(at) + 1) << _ORDER


def moment_of(position: int) -> datetime:
    """When the statement at a place was stored."""
    return _BEGIN + timedelta(microseconds=position >> _ORDER)


def written(at: datetime) -> str:
    """A moment as statements and headers say it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _microseconds(at: datetime) -> int:
    return (at - _BEGIN) // timedelta(microseconds=1)
