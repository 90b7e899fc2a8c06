"""Whether somebody's reading counts, and who read, for readers of the journal."""

from collections.abc import Iterable
from uuid import UUID

from cordee.journal.models import Event
from cordee.people.models import Person
from cordee.spaces.events import POST_READ
from cordee.spaces.models import Reading, UncountedReader


def is_counted(person: Person) -> bool:
    """Whether what somebody reads is counted. One query."""
    return not UncountedReader.objects.filter(person=person).exists()


def readers_of(events: Iterable[Event]) -> dict[UUID, UUID]:
    """Who read, by the event that tells of it; those forgotten since are left out. One query, none without readings.

    For readers of the journal, which is not told: what they make of it is theirs to forget in time.
    """
    named = {UUID(event.data["reading"]): event.id for event in events if event.verb == POST_READ}
    if not named:
        return {}
    rows = Reading.objects.filter(id__in=named).values_list("id", "person_id")
    return {named[reading]: person for reading, person in rows}
