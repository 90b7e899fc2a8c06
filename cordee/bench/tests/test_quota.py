"""A quota in the replay: kept in every seven days, and spent on what people know best."""

from collections.abc import Set

import pytest

from cordee.bench.routing.replaying import SUGGESTED, WEEK, Likely, Quota

CROWD = [f"other {number}" for number in range(120)]


def _asked(quota: Quota, at: float, score: float) -> list[str]:
    """A question on which the expert has this score, and everybody else the same, lower one."""
    likely: Likely = [("expert", score), *((name, 0.0) for name in CROWD)]

    def others(full: Set[str]) -> Likely:
        return [one for one in likely if one[0] not in full]

    return quota.suggest(at, likely, others)


@pytest.mark.parametrize("choosy", [True, False])
def test_nobody_is_suggested_above_their_quota_in_any_seven_days(choosy: bool) -> None:
    quota, told = Quota(2, choosy=choosy), []
    for number in range(60):
        at = number * WEEK / 20
        told += [(at, person) for person in _asked(quota, at, 1.0 + number % 7)]
    for at, person in told:
        assert sum(other == person and at - WEEK < then <= at for then, other in told) <= 2
    assert quota.busiest == 2


def test_a_choosy_quota_is_spent_on_what_somebody_knows_best() -> None:
    """Each week fifteen questions that an expert knows a little of, and then two that they know well."""
    found = {}
    for choosy in (True, False):
        quota, found[choosy] = Quota(2, choosy=choosy), 0
        for week in range(6):
            for number in range(17):
                well = number >= 15
                first = _asked(quota, (week + number / 17) * WEEK, 5.0 if well else 1.0)[0]
                found[choosy] += well and first == "expert"
    assert found[True] >= 9  # of 12: in the beginning nothing better had been seen
    assert found[False] == 0


def test_where_everybody_is_below_their_best_ten_are_suggested_all_the_same() -> None:
    quota = Quota(2, choosy=True)
    for number in range(8):
        assert len(_asked(quota, number * 60.0, 9.0 - number)) == SUGGESTED
