"""What pages and the API read of privacy."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cordee.core import pages
from cordee.core.pages import Page
from cordee.people.cards import Card, card, columns
from cordee.people.models import DataLook, Person

PAGE = 30


@dataclass(frozen=True)
class Look:
    """Somebody saw data of somebody."""

    id: UUID
    what: str
    at: datetime
    viewer: Card | None

    @property
    def words(self) -> str:
        """What they did, in the reader's language."""
        return str(DataLook.What(self.what).label)


def looks_at(subject: Person, cursor: str | None = None, size: int = PAGE) -> Page[Look]:
    """Who looked at somebody's data, newest first. One query."""
    rows = DataLook.objects.filter(subject=subject).order_by("-id")
    if cursor:
        (last,) = pages.decode(cursor, UUID)
        rows = rows.filter(id__lt=last)
    found = rows.values_list("id", "what", "at", *columns("viewer"))[: size + 1]
    return pages.cut(
        [Look(row[0], row[1], row[2], card(row[3:])) for row in found], size, lambda look: (look.id,)
    )
