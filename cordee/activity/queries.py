"""What pages and the API read of activity. Lines of spaces that the viewer may not read are left out."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery

from cordee.activity.models import ActiveDay, Line, PersonFigures, SpaceFigures
from cordee.core import pages
from cordee.core.compiled import columns_of, compiled, instance
from cordee.core.pages import Page
from cordee.people.cards import Card, columns
from cordee.people.models import Person
from cordee.spaces import access
from cordee.spaces.models import Comment, Post, Space

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
    rows = _figures_of_space(space=space.id)
    return (instance(SpaceFigures, rows[0]) if rows else None) or SpaceFigures(space_id=space.id)


@compiled()
def _figures_of_space(*, space: UUID) -> QuerySet:
    return SpaceFigures.objects.filter(space_id=space).values_list(*columns_of(SpaceFigures))


def figures_of_spaces(space_ids: list[UUID]) -> dict[UUID, SpaceFigures]:
    """The counts of several spaces. One query."""
    found = SpaceFigures.objects.in_bulk(space_ids)
    return {space_id: found.get(space_id) or SpaceFigures(space_id=space_id) for space_id in space_ids}


def person_figures(person: Person) -> PersonFigures:
    """What somebody gave (zeros before anything happened). One query."""
    rows = _figures_of_person(person=person.id)
    return (instance(PersonFigures, rows[0]) if rows else None) or PersonFigures(person_id=person.id)


@compiled()
def _figures_of_person(*, person: UUID) -> QuerySet:
    return PersonFigures.objects.filter(person_id=person).values_list(*columns_of(PersonFigures))


def active_in(space: Space, now: datetime, size: int = 12) -> list[Card]:
    """Who did something here in the last seven days, the last first. One query."""
    return [Card(*row) for row in _active_since(space=space.id, since=(now - WEEK).date(), most=size)]


@compiled("most")
def _active_since(*, space: UUID, since: date, most: int) -> QuerySet:
    days = ActiveDay.objects.filter(space_id=space, day__gte=since)
    # First who, then what is shown of them: else each of hundreds is looked up to show twelve.
    latest = days.values("person_id").annotate(last=Max("day")).order_by("-last", "person_id")
    last = days.filter(person_id=OuterRef("id")).order_by("-day").values("day")[:1]
    rows = Person.objects.filter(id__in=latest.values("person_id")[:most]).annotate(last=Subquery(last))
    return rows.order_by("-last", "name").values_list("id", "name", "handle", "headline", "photo__stored_as")


def lines_in(space: Space, cursor: str | None = None, size: int = 8) -> Page[ActivityLine]:
    """What happened in a space, newest first. One query. The caller has checked that the viewer reads it."""
    (last,) = pages.decode(cursor, UUID) if cursor else (None,)
    return _page(_lines_in(space=space.id, last=last, most=size + 1), size)


@compiled("most")
def _lines_in(*, space: UUID, last: UUID | None, most: int) -> QuerySet:
    return _told(Line.objects.filter(space_id=space), last, most)


def lines_of(
    who: access.Viewer, person: Person, cursor: str | None = None, size: int = 8
) -> Page[ActivityLine]:
    """What somebody did, where the viewer may read it, newest first. One query."""
    (last,) = pages.decode(cursor, UUID) if cursor else (None,)
    rows = _lines_of(
        actor=person.id,
        reader=access.limits(who),
        last=last,
        most=size + 1,
    )
    return _page(rows, size)


@compiled("most")
def _lines_of(*, actor: UUID, reader: UUID | None, last: UUID | None, most: int) -> QuerySet:
    readable = Space.objects.filter(access.readable_within(reader)).values("id")
    return _told(Line.objects.filter(actor_id=actor, space_id__in=readable), last, most)


def _told(rows: QuerySet[Line], last: UUID | None, most: int) -> QuerySet:
    """The columns of activity lines, newest first, from the one after ``last``."""
    if last:
        rows = rows.filter(id__lt=last)
    # What was removed, or moved to a space that others read, is not told.
    posts = Post.objects.filter(
        id=OuterRef("post_id"), removed_at__isnull=True, space_id=OuterRef("space_id")
    )
    gone = Comment.objects.filter(id=OuterRef("object_id"), removed_at__isnull=False)
    # By its title, not by its existence: that, PostgreSQL would answer by hashing all contributions for nine lines.
    rows = rows.annotate(title=Subquery(posts.values("title")))
    rows = rows.filter(Q(post_id__isnull=True) | Q(title__isnull=False), ~Exists(gone))
    space = Space.objects.filter(id=OuterRef("space_id"))
    actor = Person.objects.filter(id=OuterRef("actor_id"))
    names = [name.removeprefix("actor__") for name in columns("actor")]
    return (
        rows.order_by("-id")
        .annotate(
            slug=Subquery(space.values("slug")),
            place=Subquery(space.values("title")),
            **{f"actor_{name}": Subquery(actor.values(name)) for name in names[1:]},
        )
        .values_list(
            "id", "verb", "kind", "at", "post_id", "title", "slug", "place", "actor_id",
            *(f"actor_{name}" for name in names[1:]),
        )[:most]
    )  # fmt: skip


def _page(rows: list[tuple], size: int) -> Page[ActivityLine]:
    told = [
        ActivityLine(*(*row[:5], *(word or "" for word in row[5:8]), Card(*row[8:]) if row[9] else None))
        for row in rows
    ]
    return pages.cut(told, size, lambda line: (line.id,))
