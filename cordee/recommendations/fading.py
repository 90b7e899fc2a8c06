"""Counts that fade: each act weighs half as much after a half-life, so that a number says what somebody does now.

A faded count needs no history: it is brought from one moment to another by one multiplication, and an act that is told
late (an import) is added as faded as it would be by then. The order of acts makes no difference.
"""

from dataclasses import dataclass, field

DAY = 86_400.0  # seconds
HALF_LIVES = (7.0, 30.0, 90.0, 365.0, None)  # days; None: never fades
WEEK, MONTH, QUARTER, YEAR, EVER = range(5)


def fades(days: float, half_life: float | None) -> float:
    """What is left after so many days of an act that counted 1."""
    return 1.0 if half_life is None else 0.5 ** (days / half_life)


@dataclass(slots=True)
class Tally:
    """How often, at five half-lives at once, as it stood at ``as_of`` (epoch seconds)."""

    counts: list[float] = field(default_factory=lambda: [0.0] * len(HALF_LIVES))
    as_of: float = 0.0

    def add(self, at: float, times: float = 1.0) -> None:
        """An act at ``at``; ``times`` is -1 for one that is taken back."""
        if at > self.as_of:
            self.counts, self.as_of = self.at(at), at
        days = (self.as_of - at) / DAY
        for number, half_life in enumerate(HALF_LIVES):
            self.counts[number] = max(0.0, self.counts[number] + times * fades(days, half_life))

    def at(self, moment: float) -> list[float]:
        """The counts as they stand at ``moment``."""
        if moment <= self.as_of:
            return list(self.counts)
        days = (moment - self.as_of) / DAY
        return [
            count * fades(days, half_life) if count else 0.0
            for count, half_life in zip(self.counts, HALF_LIVES, strict=True)
        ]
