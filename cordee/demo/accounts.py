"""The accounts that a demo offers at its sign-in page: seven people, one for each kind of reader."""

from dataclasses import dataclass

from django.utils.translation import get_language

from cordee.core.queries import organisation
from cordee.demo.content import organisation_entry, people_entries
from cordee.people.actions.arriving import handle_from
from cordee.people.models import Person

PASSWORD = "cordee-demo"  # noqa: S105 (documented: anyone may walk in where this is a demo, and only there)


@dataclass(frozen=True)
class Offered:
    """An account to walk in with, and what it is there to show."""

    person: Person
    handle: str
    name: str
    headline: str
    purpose: str


def address(handle: str) -> str:
    """The e-mail address of a demo account. Its domain is reserved: no message can leave for anyone."""
    return f"{handle}@{organisation_entry().mail}"


def offered() -> list[Offered]:
    """The cast, in its order; nobody where this is not a demo. One query."""
    if not organisation().is_demo:
        return []
    people = people_entries()
    cast = {handle_from(people[one.person].name): one for one in organisation_entry().cast}
    found = {
        person.handle: person for person in Person.objects.select_related("photo").filter(handle__in=cast)
    }
    french = (get_language() or "fr").startswith("fr")
    return [
        Offered(person, handle, person.name, person.headline, one.fr if french else one.en)
        for handle, one in cast.items()
        if (person := found.get(handle))
    ]
