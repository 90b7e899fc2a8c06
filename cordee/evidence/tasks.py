"""What the ledger does by the clock, and in the background."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from cordee.evidence.actions.checkpoints import do_verification, make_checkpoint


@app.periodic(cron="55 23 * * *")
@app.task(queue="upkeep", queueing_lock="checkpoint_of_the_day")
def checkpoint_of_the_day(timestamp: int) -> None:
    """Say once a day how far the ledger has come."""
    make_checkpoint(timezone.now())


@app.task(queue="upkeep")
def verify(verification: str) -> None:
    """Verify the whole ledger."""
    do_verification(UUID(verification))
