"""The parts of a digest beside the lines of the bell. A room gives its own with ``register`` when it is ready."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from cordee.people.models import Person


@dataclass(frozen=True, slots=True)
class Item:
    """One thing, in a sentence, a title, and the path where it stands."""

    words: str
    title: str
    path: str


@dataclass(frozen=True, slots=True)
class Section:
    """A few things under a title, ``most`` of them at most. ``enough``: worth a mail where nothing else is told."""

    title: str
    items: list[Item]
    enough: bool = True
    most: int = 5


class Part:
    """What a room adds to digests. ``order``: the lowest comes first."""

    name: ClassVar[str]
    order: ClassVar[int] = 50

    def of(self, person: Person, *, since: datetime, now: datetime) -> Section | None:
        """What happened since the last digest of ``person``, in the language that is active; None for nothing.

        It is asked for each person whose digest is due: a few queries, on indexes.
        """
        raise NotImplementedError


_parts: dict[str, Part] = {}


def register(part: Part) -> None:
    """Make a part known."""
    _parts[part.name] = part


def sections_of(person: Person, *, since: datetime, now: datetime) -> list[Section]:
    """What all parts say to somebody, in order; what one part said the next does not say again."""
    sections, said = [], set[str]()
    for part in sorted(_parts.values(), key=lambda part: (part.order, part.name)):
        if section := part.of(person, since=since, now=now):
            items = [item for item in section.items if item.path not in said][: section.most]
            said |= {item.path for item in items}
            if items:
                sections.append(replace(section, items=items))
    return sections
