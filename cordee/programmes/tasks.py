"""What programmes do by themselves."""

from django.utils import timezone
from procrastinate.contrib.django import app

from cordee.programmes.actions.publishing import publish_due


@app.periodic(cron="* * * * *")
@app.task(queue="upkeep", queueing_lock="publish_prompts")
def publish_prompts(timestamp: int) -> None:
    """Prompts come out at their hour; those that the machine slept through are caught up with."""
    publish_due(timezone.now())
