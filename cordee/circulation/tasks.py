"""What circulation does by itself."""

from django.utils import timezone
from procrastinate.contrib.django import app

from cordee.circulation.computing import circulate
from cordee.insights.forgetting import forget_readings_gone


@app.periodic(cron="20 2 * * *")
@app.task(queue="upkeep", queueing_lock="circulate")
def circulate_nightly(timestamp: int) -> None:
    """Each night: all figures of circulation, from what is still to be known."""
    forget_readings_gone()
    circulate(timezone.now())
