"""What the room does by itself."""

from django.utils import timezone
from procrastinate.contrib.django import app

from cordee.cmi5.actions.sessions import abandon_old


@app.periodic(cron="20 * * * *")
@app.task(queue="upkeep", queueing_lock="abandon_old_sessions")
def abandon_old_sessions(timestamp: int) -> None:
    """Sessions of which nothing was heard for a day are over."""
    while abandon_old(now=timezone.now()):
        pass
