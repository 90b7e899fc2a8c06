"""The accounts that a demo offers at its sign-in page: seven people, one for each kind of reader."""

from cordee.core.queries import organisation
from cordee.people.models import Person

CAST = (
    "lea.martin",
    "karim.benali",
    "sophie.laurent",
    "marc.delorme",
    "ines.ferreira",
    "thomas.nguyen",
    "nadia.rousseau",
)


def offered() -> list[Person]:
    """The cast, in its order; nobody where this is not a demo."""
    if not organisation().is_demo:
        return []
    found = {person.handle: person for person in Person.objects.select_related("photo").filter(handle__in=CAST)}
    return [found[handle] for handle in CAST if handle in found]
