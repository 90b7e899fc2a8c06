"""Letting go of somebody."""

from cordee.cmi5.models import Registration
from cordee.people.models import Person


def forget_registered(person: Person) -> None:
    """Nothing here says any more which registration was theirs; what was stated of it is nobody's (``records``)."""
    Registration.objects.filter(person=person).delete()
