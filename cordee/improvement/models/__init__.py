"""What did not go well, what was done about it, and whether that works; what keeps us informed; who had it adapted."""

from cordee.improvement.models.adaptations import Adaptation
from cordee.improvement.models.concerns import Concern, Measure, Step
from cordee.improvement.models.watches import Watch

__all__ = ["Adaptation", "Concern", "Measure", "Step", "Watch"]
