"""What circulation does by itself."""

from django.utils import timezone
from procrastinate.contrib.django import app

from cordee.circulation.computing import circulate


@app.periodic(cron="20 2 * * *")
@app.task(queue="upkeep", queueing_lock="circulate")
def circulate_nightly(timestamp: int) -> None:
    """Each night: all figures of circulation."""
    circulate(timezone.now())
