"""What privacy does by itself."""

from django.utils import timezone
from procrastinate.contrib.django import app

from cordee.people.tasks import TRIES
from cordee.privacy.actions import leave_all_due
from cordee.privacy.dormant import tell
from cordee.privacy.models import Departure


@app.periodic(cron="20 3 * * *")
@app.task(queue="upkeep", queueing_lock="leave_all_due")
def forget_who_left(timestamp: int) -> None:
    """Each night: who asked to leave two weeks ago is forgotten."""
    leave_all_due(timezone.now())


@app.task(queue="mail", retry=TRIES)
def write_announcement(person: str) -> None:
    """Tell somebody that their account goes in thirty days, unless they come in."""
    departure = (
        Departure.objects.filter(person_id=person, by=None, told_at=None).select_related("person").first()
    )
    if departure and departure.person.email:
        tell(departure, now=timezone.now())
