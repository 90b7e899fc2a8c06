"""What pages and the API read of activity. Lines of spaces that the viewer may not read are left out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from cordee.activity.models import ActiveDay, Line, PersonFigures, SpaceFigures
from cordee.core import pages
from cordee.core.pages import Page
from cordee.people.cards import Card, columns
from cordee.people.models import Person
from cordee.spaces import access
from cordee.spaces.models import Post, Space

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """An act, ready to be told."""

    id: UUID
    verb: str
    kind: str
    at: datetime
    post_id: UUID | None
    post_title: str
    space_slug: str
    space_title: str
    actor: Card | None


def space_figures(space: Space) -> SpaceFigures:
    """The counts of a space (zeros before anything happened). One query."""
    return SpaceFigures.objects.filter(space_id=space.id).first() or SpaceFigures(space_id=space.id)


def figures_of_spaces(space_ids: list[UUID]) -> dict[UUID, SpaceFigures]:
    """The counts of several spaces. One query."""
    found = SpaceFigures.objects.in_bulk(space_ids)
    return {space_id: found.get(space_id) or SpaceFigures(space_id=space_id) for space_id in space_ids}


def person_figures(person: Person) -> PersonFigures:
    """What somebody gave (zeros before anything happened). One query."""
    return PersonFigures.objects.filter(person_id=person.id).first() or PersonFigures(person_id=person.id)


def active_in(space: Space, now: datetime, size: int = 12) -> list[Card]:
    """Who did something here in the last seven days, the last first. One query."""
    recent = ActiveDay.objects.filter(
        space_id=space.id, person_id=OuterRef("id"), day__gte=(now - WEEK).date()
    )
    rows = (
        Person.objects.filter(Exists(recent))
        .annotate(last=Subquery(recent.order_by("-day").values("day")[:1]))
        .order_by("-last", "name")
    )
    return [
        Card(*row) for row in rows.values_list("id", "name", "handle", "headline", "photo__stored_as")[:size]
    ]


def lines_in(space: Space, cursor: str | None = None, size: int = 8) -> Page[ActivityLine]:
    """What happened in a space, newest first. One query. The caller has checked that the viewer reads it."""
    return _page(Line.objects.filter(space_id=space.id), cursor, size)


def lines_of(
    who: access.Viewer, person: Person, cursor: str | None = None, size: int = 8
) -> Page[ActivityLine]:
    """What somebody did, where the viewer may read it, newest first. One query."""
    readable = Space.objects.filter(access.readable(who)).values("id")
    return _page(Line.objects.filter(actor_id=person.id, space_id__in=readable), cursor, size)


def _page(rows: QuerySet[Line], cursor: str | None, size: int) -> Page[ActivityLine]:
    if cursor:
        (last,) = pages.decode(cursor, UUID)
        rows = rows.filter(id__lt=last)
    space = Space.objects.filter(id=OuterRef("space_id"))
    actor = Person.objects.filter(id=OuterRef("actor_id"))
    names = [name.removeprefix("actor__") for name in columns("actor")]
    found = (
        rows.order_by("-id")
        .annotate(
            title=Subquery(Post.objects.filter(id=OuterRef("post_id")).values("title")),
            slug=Subquery(space.values("slug")),
            place=Subquery(space.values("title")),
            **{f"actor_{name}": Subquery(actor.values(name)) for name in names[1:]},
        )
        .values_list(
            "id", "verb", "kind", "at", "post_id", "title", "slug", "place", "actor_id",
            *(f"actor_{name}" for name in names[1:]),
        )[: size + 1]
    )  # fmt: skip
    told = [
        ActivityLine(*(*row[:5], *(word or "" for word in row[5:8]), Card(*row[8:]) if row[9] else None))
        for row in found
    ]
    return pages.cut(told, size, lambda line: (line.id,))
