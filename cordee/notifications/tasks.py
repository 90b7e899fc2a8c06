"""What the room does while nobody waits."""

from django.utils import timezone
from procrastinate.contrib.django import app

from cordee.notifications.channels import working
from cordee.notifications.delivering import sending
from cordee.notifications.digest.beginning import begin_digests
from cordee.notifications.models import Pace


@app.periodic(cron="* * * * *")
@app.task(queue="mail", queueing_lock="deliver_messages")
def deliver_messages(timestamp: int) -> None:
    """Each minute, what is due by any channel. Where one has much to send the next minute's run lends a hand."""
    for name in working():
        sending.deliver(name)


@app.periodic(cron="*/10 * * * *")
@app.task(queue="upkeep", queueing_lock="begin_digests")
def begin_weekly_digests(timestamp: int) -> None:
    """Who has their hour of the week now."""
    for name, channel in working().items():
        if Pace.WEEKLY in channel.paces:
            begin_digests(name, timezone.now())
