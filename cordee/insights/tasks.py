"""What insights do by themselves."""

from django.utils import timezone
from procrastinate.contrib.django import app

from cordee.insights.counting.upkeep import count_what_is_due


@app.periodic(cron="* * * * *")
@app.task(queue="upkeep", queueing_lock="count_figures")
def count_figures(timestamp: int) -> None:
    """Each minute: count what changed. Two queries where nothing did."""
    count_what_is_due(timezone.now())
