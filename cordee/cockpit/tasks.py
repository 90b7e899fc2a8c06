"""What the cockpit does by itself."""

import smtplib

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from cordee.cockpit.actions.suggestions import look_at_what_followed
from cordee.cockpit.mailing import mail_answer, mail_word

TRIES = RetryStrategy(max_attempts=6, exponential_wait=30, retry_exceptions={OSError, smtplib.SMTPException})


@app.periodic(cron="50 4 * * *")
@app.task(queue="upkeep", queueing_lock="look_at_what_followed")
def follow_up(timestamp: int) -> None:
    """Each night: what came of what was suggested."""
    look_at_what_followed(timezone.now())


@app.task(queue="mail", retry=TRIES)
def write_word(word: str) -> None:
    """Mail a facilitator's word to who it is for."""
    mail_word(word, now=timezone.now())


@app.task(queue="mail", retry=TRIES)
def write_answer(word: str) -> None:
    """Mail the answer to the facilitator."""
    mail_answer(word)
