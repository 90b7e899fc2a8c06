"""The audit log: the journal, read as who did what. Nothing of it can be edited: the database refuses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from cordee.administration.facts import in_words
from cordee.core import pages
from cordee.core.pages import Page
from cordee.journal.models import Event
from cordee.people.models import Person
from cordee.spaces.events import POST_READ
from cordee.spaces.models import Space

PAGE = 50
_IDENTIFIER = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Filters:
    """What is looked for; nothing means everything."""

    person: Person | None = None
    verb: str = ""
    space: Space | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Entry:
    """An act: when, who, what, about whom, where."""

    event: Event
    actor: Person | None
    concerned: Person | None
    space: Space | None

    @property
    def facts(self) -> str:
        """The small facts that the journal keeps, in a line, as it keeps them."""
        told = [
            f"{name}: {', '.join(map(str, value)) if isinstance(value, list) else value}"
            for name, value in self._kept()
        ]
        return ", ".join(told)

    @property
    def facts_in_words(self) -> str:
        """The same as a person says it, without identifiers."""
        return " · ".join(
            in_words(name, value) for name, value in self._kept() if not _IDENTIFIER.fullmatch(str(value))
        )

    def _kept(self) -> list[tuple[str, object]]:
        return [
            (name, value) for name, value in sorted(self.event.data.items()) if value not in (None, "", [])
        ]


def entries(filters: Filters, cursor: str | None = None, size: int = PAGE) -> Page[Entry]:
    """Newest first, by key. Three queries."""
    rows = _matching(filters)
    if cursor:
        (last,) = pages.decode(cursor, UUID)
        rows = rows.filter(id__lt=last)
    page = pages.cut(list(rows[: size + 1]), size, lambda event: (event.id,))
    return Page(_told(page.rows), page.next)


def all_entries(filters: Filters, batch: int = 1000) -> Iterator[Entry]:
    """Every entry that matches, in constant memory. Three queries a batch."""
    cursor: str | None = None
    while True:
        page = entries(filters, cursor, batch)
        yield from page.rows
        if page.next is None:
            return
        cursor = page.next


def _matching(filters: Filters) -> QuerySet[Event]:
    rows = Event.objects.order_by("-id")
    if filters.person:
        rows = rows.filter(Q(actor_id=filters.person.id) | Q(object_id=filters.person.id))
    # Readings are many, and nameless.
    rows = rows.filter(verb=filters.verb) if filters.verb else rows.exclude(verb=POST_READ)
    if filters.space:
        rows = rows.filter(space_id=filters.space.id)
    # Identifiers sort by time: a day is a range of the primary key.
    if filters.since:
        rows = rows.filter(id__gte=_first_of(filters.since))
    if filters.until:
        rows = rows.filter(id__lt=_first_of(filters.until + timedelta(days=1)))
    return rows


def _first_of(day: date) -> UUID:
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return UUID(int=max(0, int(start.timestamp() * 1000)) << 80)


def _told(events: list[Event]) -> list[Entry]:
    ids = {event.actor_id for event in events} | {event.object_id for event in events}
    people = Person.objects.in_bulk([one for one in ids if one])
    spaces = Space.objects.in_bulk(list({event.space_id for event in events if event.space_id}))
    return [
        Entry(
            event,
            people.get(event.actor_id) if event.actor_id else None,
            people.get(event.object_id) if event.object_id != event.actor_id else None,
            spaces.get(event.space_id) if event.space_id else None,
        )
        for event in events
    ]
