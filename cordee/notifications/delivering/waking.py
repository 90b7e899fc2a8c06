"""A job when something is due soon, so that it does not wait for the job of each minute."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction
from procrastinate import jobs, manager
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued

SOON = timedelta(minutes=10)  # what is due later is found by the job of that minute
_STEP = 10  # seconds: for what is due within so many, one job


def hand_over(dues: Sequence[datetime], now: datetime) -> None:
    """Have a job send what is due soon; it is written in the transaction in hand, and once for what is due together."""
    from cordee.notifications.tasks import deliver_messages

    due = min(dues, default=None)
    if due is None or due > now + SOON:
        return
    at = max(due, now)
    name = f"deliver {int(at.timestamp()) // _STEP}"
    # The worker's own connector is asynchronous, with connections of its own: a job written through it would not stand
    # or fall with our transaction.
    ours = manager.JobManager(DjangoConnector(alias="default"))
    job = deliver_messages.configure(schedule_at=at, queueing_lock=name).job
    with suppress(AlreadyEnqueued), transaction.atomic():
        jobs.JobDeferrer(job_manager=ours, job=job).defer(timestamp=int(at.timestamp()))
