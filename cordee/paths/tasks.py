"""What paths do by themselves."""

from contextlib import suppress
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from cordee.paths.actions.attempts import end_overdue
from cordee.paths.actions.inviting import enrol_by_rule
from cordee.paths.actions.unpacking import forget_folders, unpack
from cordee.paths.models import Cohort


@app.periodic(cron="*/5 * * * *")
@app.task(queue="upkeep", queueing_lock="end_overdue_attempts")
def end_overdue_attempts(timestamp: int) -> None:
    """Attempts whose time is up are handed in with what was answered, also where nobody looks."""
    while end_overdue(timezone.now()):
        pass


@app.periodic(cron="*/15 * * * *")
@app.task(queue="upkeep", queueing_lock="enrol_by_rules")
def enrol_by_rules(timestamp: int) -> None:
    """Who came to a group or unit since is enrolled where a cohort's rule says so."""
    for cohort in Cohort.objects.filter(entry=Cohort.Entry.RULE, closed_at__isnull=True).select_related(
        "space"
    ):
        while enrol_by_rule(cohort, now=timezone.now()):
            pass


@app.task(queue="upkeep")
def unpack_package(file: str) -> None:
    """Unpack a package before it is played; a second job for the same file finds the work done."""
    unpack(UUID(file), now=timezone.now())


@app.periodic(cron="40 3 * * *")
@app.task(queue="upkeep", queueing_lock="forget_package_folders")
def forget_package_folders(timestamp: int) -> None:
    """Folders of packages whose file was deleted."""
    forget_folders()


def ask_to_unpack(file: str) -> None:
    """Have a package unpacked; where that waits already, once is enough."""
    with suppress(AlreadyEnqueued):
        unpack_package.configure(queueing_lock=f"unpack {file}").defer(file=file)
