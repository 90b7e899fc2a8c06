"""What the people of the demo have read: all but the last days, so that each bell tells something new, and has a past."""

from datetime import datetime, timedelta

from django.db.models import Max

from cordee.journal.readers import advance, named
from cordee.journal.sequence import sequence
from cordee.notifications.actions.bell import read_all
from cordee.notifications.models import Notice
from cordee.people.models import Person

NEW = timedelta(days=6)


def read_the_past(now: datetime) -> None:
    """Fill the bells, then mark what is older than a few days as read. Four queries a person, once."""
    while sequence():
        pass
    while advance(named("notifications")):
        pass
    past = Notice.objects.filter(at__lt=now - NEW).values("person_id").annotate(last=Max("position"))
    until = dict(past.values_list("person_id", "last"))
    for person in Person.objects.filter(id__in=until):
        read_all(person, until=until[person.id], now=now)
