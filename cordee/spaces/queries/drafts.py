"""Reads of drafts."""

from cordee.people.models import Person
from cordee.spaces.models import Draft


def draft_at(person: Person, place: str) -> Draft | None:
    """What this person was writing there. One query."""
    return Draft.objects.filter(person=person, place=place).first()


def drafts_of(person: Person) -> list[Draft]:
    """The last forms that this person left, newest first. One query."""
    return list(Draft.objects.filter(person=person).order_by("-saved_at")[:10])
