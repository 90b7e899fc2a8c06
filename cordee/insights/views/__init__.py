"""The pages of insights."""

from cordee.insights.views.boards import insight, insight_acts, insights, organisation_acts
from cordee.insights.views.health import space_health

__all__ = ["insight", "insight_acts", "insights", "organisation_acts", "space_health"]
