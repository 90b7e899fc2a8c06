"""How sure a figure is. Formulas from the literature, in the standard library."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb, floor, sqrt
from statistics import NormalDist, fmean, pvariance

SURE = 0.95  # how often such an interval holds what it is about
_Z = NormalDist().inv_cdf(0.5 + SURE / 2)


def wilson(count: float, of: float) -> tuple[float, float] | None:
    """The score interval of a share (Wilson 1927, JASA 22:209-212), which holds for few and for extreme shares too.

    None for a share of nothing. Fractions of a count are taken as they are (``shrunk``).
    """
    if of <= 0:
        return None
    share, square = count / of, _Z * _Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    reach = _Z * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return (middle - reach if count > 0 else 0.0), (middle + reach if count < of else 1.0)


def median_interval(values: Sequence[float]) -> tuple[float, float] | None:
    """An interval for the median from the sorted ``values`` themselves: of whatever form their distribution is.

    Two order statistics, as the number below the median is binomial (Conover, Practical Nonparametric Statistics, 3.2).
    None where there are too few for it (under six).
    """
    count = len(values)
    if count < 6:
        return None
    if count > 500:
        lower = floor(count / 2 - _Z * sqrt(count) / 2)
    else:
        lower, below = 0, 1.0
        while (below := below + comb(count, lower + 1)) / 2**count <= (1 - SURE) / 2:
            lower += 1
    lower = max(0, lower)
    return values[lower], values[count - 1 - lower]


@dataclass(frozen=True, slots=True)
class Prior:
    """What is believed of a share before it was seen: ``found`` of ``met``, as much as that many people weigh."""

    found: float
    met: float


def prior(shares: Sequence[tuple[int, int]]) -> Prior:
    """Of many shares (``found`` of ``met``), the beta distribution that they seem to be drawn from, by its moments.

    Empirical Bayes (Casella 1985, The American Statistician 39:83-87). Where they hardly differ, or there are hardly any,
    it weighs as much as twenty people at most, and two at least.
    """
    met = sum(of for _count, of in shares)
    if not met:
        return Prior(1.0, 2.0)
    mean = sum(count for count, _of in shares) / met
    many = [(count, of) for count, of in shares if of >= 2]
    weight = 20.0
    if len(many) >= 3 and 0 < mean < 1:
        spread = pvariance([count / of for count, of in many], mean)
        chance = fmean(mean * (1 - mean) / of for _count, of in many)
        if spread > chance:
            weight = min(20.0, max(2.0, mean * (1 - mean) / (spread - chance) - 1))
    return Prior(mean * weight, weight)


def shrunk(count: int, of: int, before: Prior) -> tuple[float, float, float]:
    """A share drawn towards what the others have, the more so the fewer stand behind it; with its interval."""
    found, met = count + before.found, of + before.met
    low, high = wilson(found, met) or (0.0, 1.0)
    return found / met, low, high
