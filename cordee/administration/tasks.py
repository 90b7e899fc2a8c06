"""What the administration does by itself."""

from django.utils import timezone
from procrastinate.contrib.django import app

from cordee.administration.retention import forget_what_is_old


@app.periodic(cron="40 3 * * *")
@app.task(queue="upkeep", queueing_lock="forget_what_is_old")
def forget_old_data(timestamp: int) -> None:
    """Each night: what has been kept for as long as the organisation wants goes."""
    forget_what_is_old(timezone.now())
