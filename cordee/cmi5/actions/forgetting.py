"""Letting go: of somebody, and of what nobody asked about for long."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from cordee.cmi5.models import Registration, Session
from cordee.core.forgetting import forget
from cordee.people.models import Person


def forget_registered(person: Person) -> None:
    """Nothing here says any more which registration was theirs; what was stated of it is nobody's (``records``)."""
    Registration.objects.filter(person=person).delete()


def forget_outside(before: datetime, now: datetime) -> int:
    """Registrations of learners whom other software knows, of which nothing was heard since then."""
    heard = Session.objects.filter(registration=OuterRef("pk"), last_at__gte=before)
    outside = Q(person=None, enrolment=None, at__lt=before)
    return forget(Registration.objects.filter(outside & ~Exists(heard)))
