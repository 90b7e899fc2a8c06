"""What is kept of what was counted: of few people, and of units, less. What is not kept cannot be told, by any door.

The figures of a unit are read by line managers, who know how many its people are, are often one of them, and know what
some of them did. Shares rounded to tenths would not help: a tenth of a known five is a number of people again.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import ceil
from typing import Any

from cordee.insights.counting.figures import Counted, Figures
from cordee.insights.definitions import MODES, STEPS, UNTOLD
from cordee.insights.figures import FEWEST
from cordee.insights.models import Scope

MIDDLE_FROM = 10  # people: of fewer, the quartiles and the one in the middle are these people
_ROUND = 20  # the bounds of a share are told in so many parts: they say nothing of how many there are
_TENTHS = 10


def kept(scope: Scope, figures: Figures) -> Figures:
    """The figures of a window, as they are kept."""
    found = dict(figures)
    if "spread" in found and found["spread"].people < MIDDLE_FROM:
        found["spread"] = _nothing(found["spread"])
    if scope is Scope.UNIT:
        found = {name: _of_unit(name, one) for name, one in found.items()}
    return found


def _nothing(one: Counted) -> Counted:
    """How many people there are, for what is taken from what; nothing else."""
    return Counted(people=one.people, detail={UNTOLD: True})


def _of_unit(name: str, one: Counted) -> Counted:
    told = _UNIT.get(name, _share)(one)
    return replace(told, detail={**told.detail, STEPS: True})


def _share(one: Counted) -> Counted:
    """A share with fewer than five on one side is kept as what it lies between, at most one half wide.

    Of nine or fewer that is every share, none and all among them, which would say of each what they say of all.
    """
    detail = {name: one.detail[name] for name in ("kinds", "by_format") if name in one.detail}
    if one.value is None or min(one.numerator, one.denominator - one.numerator) >= FEWEST:
        return replace(one, detail=detail)
    edge = min(0.5, ceil(_ROUND * FEWEST / one.denominator) / _ROUND)
    low, high = (0.0, edge) if one.value < 0.5 else (1 - edge, 1.0)
    return Counted(0, 0, one.people, (low + high) / 2, low, high, {**detail, UNTOLD: True})


def _spread(one: Counted) -> Counted:
    """The middle alone: with quartiles and a total, the values of few are found."""
    return Counted(0, 0, one.people, one.value, detail={UNTOLD: True})


def _hours(one: Counted) -> Counted:
    """The middle of few is one of them, and its interval two others."""
    if one.value is None or one.people < MIDDLE_FROM or one.numerator < FEWEST:
        return _nothing(one)
    return Counted(0, 0, one.people, float(round(one.value)), detail={UNTOLD: True})


def _balance(one: Counted) -> Counted:
    """In tenths that make a whole, without how many acts: the largest remainders are rounded up."""
    if not one.denominator:
        return _nothing(one)
    exact = {mode: one.detail[mode] * _TENTHS / one.denominator for mode in MODES}
    tenths = {mode: int(value) for mode, value in exact.items()}
    for mode in sorted(MODES, key=lambda mode: tenths[mode] - exact[mode])[: _TENTHS - sum(tenths.values())]:
        tenths[mode] += 1
    detail: Mapping[str, Any] = {**tenths, UNTOLD: True}
    return Counted(tenths["practice"], _TENTHS, one.people, tenths["practice"] / _TENTHS, detail=detail)


def _as_counted(one: Counted) -> Counted:
    """Of contents, not of people."""
    return one


_UNIT: Mapping[str, Callable[[Counted], Counted]] = {
    "spread": _spread,
    "hours": _hours,
    "balance": _balance,
    "fresh": _as_counted,
}
