"""The jobs of the record store."""

import time
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from cordee.records.actions.families import fill_families
from cordee.records.actions.passing_on import due, pass_on, try_again

AT_MOST = 50.0  # seconds of one job: the next minute's goes on


@app.periodic(cron="* * * * *")
@app.task(queue="records", queueing_lock="pass_statements_on")
def pass_statements_on(timestamp: int) -> None:
    """Pass statements on wherever that is due: each forwarding by a job of its own, so that none waits for a slow one."""
    for one in due(timezone.now()):
        forward.defer(forwarding=str(one))


@app.task(queue="records")
def forward(forwarding: str) -> None:
    """Pass statements on for a while; who is at it already is left at it."""
    until = time.monotonic() + AT_MOST
    while pass_on(UUID(forwarding), timezone.now()) and time.monotonic() < until:
        pass


@app.task(queue="records")
def send_once_more(forwarding: str) -> None:
    """Send what was set aside once more."""
    try_again(UUID(forwarding))


@app.periodic(cron="* * * * *")
@app.task(queue="records", queueing_lock="fill_families")
def fill_families_up(timestamp: int) -> None:
    """Give a new family's key to what was stored before it."""
    until = time.monotonic() + AT_MOST
    while fill_families() and time.monotonic() < until:
        pass
