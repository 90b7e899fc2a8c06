"""What the people room has done meanwhile."""

import smtplib

from django.contrib.sessions.backends.db import SessionStore
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from cordee.people.actions.letting_in import link_secret, mail_link
from cordee.people.models import Person

TRIES = RetryStrategy(max_attempts=6, exponential_wait=30, retry_exceptions={OSError, smtplib.SMTPException})


@app.task(queue="mail", retry=TRIES)
def write_link(person: str, address: str) -> None:
    """Mail the link by which somebody comes in. ``address``: of the page, up to the secret, made only here."""
    found = Person.objects.filter(pk=person, is_active=True).exclude(email=None).first()
    if found:
        mail_link(found, address + link_secret(found) + "/")


@app.periodic(cron="40 3 * * *")
@app.task(queue="upkeep", queueing_lock="forget_ended_sessions")
def forget_ended_sessions(timestamp: int) -> None:
    """Each night: sessions whose time is over, those of visitors who only looked at the door among them."""
    SessionStore.clear_expired()
