"""When somebody is around: their acts by hour of the day (UTC), fading as habits change."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from cordee.recommendations.fading import DAY, fades

HALF_LIFE = 120.0  # days


@dataclass(slots=True)
class Rhythm:
    """Acts by hour as they stood at ``last`` (epoch seconds), the moment of the last one."""

    hours: list[float] = field(default_factory=lambda: [0.0] * 24)
    last: float = 0.0

    def act(self, at: float) -> None:
        """Something was done at ``at``, perhaps told late."""
        if at > self.last:
            kept = fades((at - self.last) / DAY, HALF_LIFE) if self.last else 0.0
            self.hours, self.last = [count * kept for count in self.hours], at
        hour = datetime.fromtimestamp(at, UTC).hour
        self.hours[hour] += fades((self.last - at) / DAY, HALF_LIFE)
