"""What the mapping must know beside the event or the statement itself."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Around:
    """``units``: where people stand. ``cohorts``: of a space that a cohort has for itself, its path and the cohort.

    ``leads``: who facilitates what (space, person). ``readers``: who read, by the event, which itself does not say.
    ``people``: whose an agent is, by what names it.
    """

    units: Mapping[UUID, UUID] = field(default_factory=dict)
    cohorts: Mapping[UUID, tuple[UUID, UUID]] = field(default_factory=dict)
    leads: Container[tuple[UUID | None, UUID]] = frozenset()
    people: Mapping[tuple[str, str], UUID] = field(default_factory=dict)
    readers: Mapping[UUID, UUID] = field(default_factory=dict)


def uuid_of(value: Any) -> UUID | None:
    """The identifier that a value is; None where it is none."""
    if isinstance(value, UUID):
        return value
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None
