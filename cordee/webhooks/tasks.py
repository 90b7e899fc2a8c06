"""The jobs of the webhooks room."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from cordee.webhooks.actions import deliveries


@app.task(queue="webhooks")
def deliver(delivery: str) -> None:
    """Try one delivery; what comes of it stands in the log, so the job itself always ends well."""
    deliveries.attempt(UUID(delivery), timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(queue="webhooks", queueing_lock="pick_up_deliveries")
def pick_up_deliveries(timestamp: int) -> None:
    """Deliveries whose job was lost with its worker."""
    deliveries.pick_up(timezone.now())
