"""Which files somebody may take out of here with a path that they write."""

from collections.abc import Callable

from cordee.media.models import File
from cordee.paths.queries.files import path_lets_read
from cordee.people.models import Person
from cordee.spaces import access as spaces
from cordee.spaces.models import Space


def takes_along(person: Person) -> Callable[[File], bool]:
    """Whether a file that a step shows, but that is not the path's own, comes along: where they may read it."""
    who = spaces.viewer(person)

    def allows(file: File) -> bool:
        if file.space_id:
            space = Space.objects.filter(id=file.space_id).first()
            return space is not None and not file.withheld and bool(who.reads(space))
        return path_lets_read(person, file) is not False

    return allows
