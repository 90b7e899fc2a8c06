"""All spaces as an administrator looks after them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from cordee.activity.models import SpaceFigures
from cordee.core import pages
from cordee.core.pages import Page
from cordee.people.cards import Card, columns
from cordee.spaces.models import Membership, Space

PAGE = 30


@dataclass(frozen=True)
class SpaceLine:
    """A space, how many belong to it, when something last happened, and who keeps it alive."""

    space: Space
    members: int
    last_at: datetime | None
    facilitators: list[Card]


def all_spaces(cursor: str | None = None, size: int = PAGE) -> Page[SpaceLine]:
    """By title. Three queries."""
    rows = Space.objects.annotate(members=Count("memberships")).order_by("title", "id")
    if cursor:
        title, last = pages.decode(cursor, str, UUID)
        rows = rows.filter(Q(title__gt=title) | Q(id__gt=last), title__gte=title)
    page = pages.cut(list(rows[: size + 1]), size, lambda space: (space.title, space.id))
    ids = [space.id for space in page.rows]
    last_at = dict(SpaceFigures.objects.filter(space_id__in=ids).values_list("space_id", "last_at"))
    keepers: dict[UUID, list[Card]] = {}
    memberships = Membership.objects.filter(
        space_id__in=ids, role=Membership.Role.FACILITATOR, person__is_active=True
    )
    for row in memberships.order_by("id").values_list("space_id", *columns("person")):
        keepers.setdefault(row[0], []).append(Card(*row[1:]))
    return Page(
        [
            SpaceLine(space, space.members, last_at.get(space.id), keepers.get(space.id, []))
            for space in page.rows
        ],
        page.next,
    )
