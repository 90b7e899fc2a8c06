"""What workshops do by themselves."""

from django.utils import timezone
from procrastinate.contrib.django import app

from cordee.workshops.actions.reminding import fill_freed, remind


@app.periodic(cron="*/5 * * * *")
@app.task(queue="upkeep", queueing_lock="remind_of_workshops")
def remind_of_workshops(timestamp: int) -> None:
    """Who is expected is told the day before and the hour before; freed places go to who waits."""
    remind(timezone.now())
    fill_freed(timezone.now())
