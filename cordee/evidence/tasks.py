"""What the ledger does by the clock."""

from django.utils import timezone
from procrastinate.contrib.django import app

from cordee.evidence.actions.checkpoints import make_checkpoint


@app.periodic(cron="55 23 * * *")
@app.task(queue="upkeep", queueing_lock="checkpoint_of_the_day")
def checkpoint_of_the_day(timestamp: int) -> None:
    """Say once a day how far the ledger has come."""
    make_checkpoint(timezone.now())
