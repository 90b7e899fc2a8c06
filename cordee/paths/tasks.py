"""What paths do by themselves."""

from django.utils import timezone
from procrastinate.contrib.django import app

from cordee.paths.actions.attempts import end_overdue


@app.periodic(cron="*/5 * * * *")
@app.task(queue="upkeep", queueing_lock="end_overdue_attempts")
def end_overdue_attempts(timestamp: int) -> None:
    """Attempts whose time is up are handed in with what was answered, also where nobody looks."""
    while end_overdue(timezone.now()):
        pass
