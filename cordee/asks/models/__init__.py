"""Questions that look for an answer, whom they were put to, who took one, and how each wants to be asked."""

from cordee.asks.models.asking import Ask, Ownership, Watch
from cordee.asks.models.wishes import Availability, SpacePace, Unasked

__all__ = ["Ask", "Availability", "Ownership", "SpacePace", "Unasked", "Watch"]
