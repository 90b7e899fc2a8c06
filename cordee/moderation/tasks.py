"""What moderation does by itself."""

from django.utils import timezone
from procrastinate.contrib.django import app

from cordee.moderation.actions.decisions import end_suspensions
from cordee.spaces.actions.removals import purge


@app.periodic(cron="20 3 * * *")
@app.task(queue="upkeep", queueing_lock="erase_deleted_texts")
def erase_deleted_texts(timestamp: int) -> None:
    """Each night: what was deleted thirty days ago is erased, a thousand at a time."""
    while purge(timezone.now()):
        pass


@app.periodic(cron="*/10 * * * *")
@app.task(queue="upkeep", queueing_lock="end_suspensions")
def tell_ended_suspensions(timestamp: int) -> None:
    """Suspensions end by themselves; the log and the person hear of it."""
    end_suspensions(timezone.now())
