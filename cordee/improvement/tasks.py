"""What the improvement room does by itself: mails to who has no account, and telling what is late."""

import smtplib

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

TRIES = RetryStrategy(max_attempts=6, exponential_wait=30, retry_exceptions={OSError, smtplib.SMTPException})


@app.task(queue="mail", retry=TRIES)
def write_outside(concern: str, step: str = "") -> None:
    """Mail who raised a concern without an account: the link that confirms it, or a step of its answer."""
    from cordee.improvement.mailing import mail_outside

    mail_outside(concern, step)


@app.periodic(cron="10 6 * * *")
@app.task(queue="upkeep", queueing_lock="tell_late_concerns")
def tell_late_concerns(timestamp: int) -> None:
    """Each morning: what is late is told to who looks after it; what was never confirmed goes."""
    from cordee.improvement.actions.lateness import forget_unconfirmed, tell_late

    now = timezone.now()
    forget_unconfirmed(now)
    tell_late(now)
