"""Weights of answers as other systems write them (percentages, rounded), as shares of ours."""

from collections.abc import Sequence


def shares(weights: Sequence[float]) -> list[float]:
    """Weights (1 is everything) between -1 and 1; those that add up to nearly everything add up to all of it.

    Three times 33.333 % is meant to be the whole.
    """
    bounded = [min(1.0, max(-1.0, weight)) for weight in weights]
    whole = sum(weight for weight in bounded if weight > 0)
    factor = 1 / whole if 0.98 < whole < 1.02 else 1.0
    return [round(weight * factor if weight > 0 else weight, 7) for weight in bounded]
