"""What is done with mail that came in, when nobody waits."""

from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from cordee.people.tasks import TRIES

LOST, GIVEN_UP = timedelta(minutes=15), timedelta(days=1)
AGAIN = RetryStrategy(max_attempts=4, exponential_wait=10)


@app.task(queue="mail", retry=AGAIN)
def handle(received: str) -> None:
    """Deal with one message that came in."""
    from cordee.mailbox.actions.handling import handle as deal

    deal(UUID(received), now=timezone.now())


@app.task(queue="mail", retry=TRIES)
def answer(received: str) -> None:
    """Write back to who sent a message; tried again for as long as our mail server is away."""
    from cordee.mailbox.answering import write

    write(UUID(received), now=timezone.now())


@app.periodic(cron="*/15 * * * *")
@app.task(queue="mail", queueing_lock="pick_up_mail")
def pick_up_mail(timestamp: int) -> None:
    """Messages whose job was lost with its worker. One that nobody could deal with for a day stays."""
    from cordee.mailbox.models import Received

    now = timezone.now()
    waiting = Received.objects.filter(
        state=Received.State.WAITING, received_at__range=(now - GIVEN_UP, now - LOST)
    )
    for received in waiting.order_by("received_at").values_list("id", flat=True)[:100]:
        with suppress(AlreadyEnqueued), transaction.atomic():
            handle.configure(queueing_lock=f"mail {received}").defer(received=str(received))


@app.periodic(cron="* * * * *")
@app.task(queue="mail", queueing_lock="collect_mail", lock="collect_mail")
def collect_mail(timestamp: int) -> None:
    """Each minute: read the mailbox that the operator named."""
    if settings.IMAP_URL:
        from cordee.mailbox.collecting import collect

        collect(settings.IMAP_URL, now=timezone.now())
