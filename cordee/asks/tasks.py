"""What asks do by themselves."""

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from cordee.asks.actions.clock import look_at_all


@app.periodic(cron="*/5 * * * *")
@app.task(queue="upkeep", queueing_lock="look_at_questions")
def look_at_questions(timestamp: int) -> None:
    """Ask who is to be asked now, escalate what waited long enough, remind who took a question."""
    look_at_all(timezone.now())


@app.task(queue="upkeep", queueing_lock="look_at_questions_soon")
def look_at_questions_soon() -> None:
    """The same, because something happened to a question."""
    look_at_all(timezone.now())


def look_soon() -> None:
    """Wake the clock when this transaction is committed; once is enough, however often it is called."""
    try:
        with transaction.atomic():
            look_at_questions_soon.defer()
    except AlreadyEnqueued:
        pass
