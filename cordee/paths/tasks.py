"""What paths do by themselves."""

from django.utils import timezone
from procrastinate.contrib.django import app

from cordee.paths.actions.attempts import end_overdue
from cordee.paths.actions.inviting import enrol_by_rule
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
