"""What privacy does by itself."""

from django.utils import timezone
from procrastinate.contrib.django import app

from cordee.privacy.actions import leave_all_due


@app.periodic(cron="20 3 * * *")
@app.task(queue="upkeep", queueing_lock="leave_all_due")
def forget_who_left(timestamp: int) -> None:
    """Each night: who asked to leave two weeks ago is forgotten."""
    leave_all_due(timezone.now())
