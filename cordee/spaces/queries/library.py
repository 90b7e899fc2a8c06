"""Reads of practice libraries, and the search for a question that was asked before."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from cordee.core import pages
from cordee.core.pages import Page
from cordee.core.text import clean_line
from cordee.people.cards import Card, card, columns
from cordee.spaces import access
from cordee.spaces.models import Post, Practice, Space
from cordee.spaces.queries.posts import PostLine, lines

PAGE = 20


@dataclass(frozen=True, slots=True)
class PracticeLine:
    """A contribution that a group stands by, or that waits for its agreement. ``verifier`` looked at it last."""

    post_id: UUID
    kind: str
    title: str
    excerpt: str
    tried_count: int
    author_id: UUID | None
    state: str
    note: str
    offered_at: datetime
    check_on: date | None
    verified_at: datetime | None
    author: Card | None
    offerer: Card | None
    verifier: Card | None

    @property
    def url(self) -> str:
        """Where it is read."""
        return f"/posts/{self.post_id}/"

    @property
    def stale(self) -> bool:
        """Waits to be looked at again since ``check_on``."""
        return self.check_on is not None and self.check_on <= timezone.localdate()

    @property
    def due_at(self) -> datetime | None:
        """The first moment of ``check_on`` for who reads, as pages show days."""
        return timezone.make_aware(datetime.combine(self.check_on, time())) if self.check_on else None


ROW = [
    "post_id", "post__kind", "post__title", "post__excerpt", "post__tried_count", "post__author_id",
    "state", "note", "offered_at", "check_on", "verified_at",
]  # fmt: skip
PEOPLE = ("post__author", "offered_by", "verified_by")
WIDTH = len(columns(""))


def _lines(rows: QuerySet[Practice]) -> list[PracticeLine]:
    named = [column for path in PEOPLE for column in columns(path)]
    return [_line(row) for row in rows.values_list(*ROW, *named)]


def _line(row: tuple[Any, ...]) -> PracticeLine:
    faces = row[len(ROW) :]
    cards = [card(faces[at : at + WIDTH]) for at in range(0, len(faces), WIDTH)]
    return PracticeLine(*row[: len(ROW)], *cards)


def shelf(
    who: access.Viewer,
    space: Space,
    *,
    today: date,
    stale: bool = False,
    cursor: str | None = None,
    size: int = PAGE,
) -> Page[PracticeLine]:
    """The library of a space, what is due to be checked first; ``stale``: only that. One query.

    Raises Missing, Forbidden.
    """
    access.check_reads(who, space)
    rows = Practice.objects.filter(
        post__space=space, state=Practice.State.AGREED, post__removed_at__isnull=True
    )
    if stale:
        rows = rows.filter(check_on__lte=today)
    if cursor:
        day, last = pages.decode(cursor, date.fromisoformat, UUID)
        rows = rows.filter(check_on__gte=day).exclude(check_on=day, post_id__lte=last)
    found = _lines(rows.order_by("check_on", "post_id")[: size + 1])
    return pages.cut(found, size, lambda line: (str(line.check_on), line.post_id))


def offers(
    who: access.Viewer, space: Space, cursor: str | None = None, size: int = PAGE
) -> Page[PracticeLine]:
    """What waits for the agreement of a facilitator, oldest first. One query. Raises Missing, Forbidden."""
    access.check_facilitates(who, space)
    rows = Practice.objects.filter(
        post__space=space, state=Practice.State.OFFERED, post__removed_at__isnull=True
    )
    if cursor:
        offered, last = pages.decode(cursor, pages.moment, UUID)
        rows = rows.filter(offered_at__gte=offered).exclude(offered_at=offered, post_id__lte=last)
    found = _lines(rows.order_by("offered_at", "post_id")[: size + 1])
    return pages.cut(found, size, lambda line: (line.offered_at, line.post_id))


def practice_of(who: access.Viewer, post: Post) -> PracticeLine | None:
    """How a contribution stands to its library. One query. Raises Missing, Forbidden."""
    access.check_reads(who, post.space)
    return next(iter(_lines(Practice.objects.filter(post=post))), None)


def original_of(who: access.Viewer, post: Post) -> PostLine | None:
    """The question that this one repeats, or the thread it was merged into, where ``who`` may read it. One query, none
    for most posts.
    """
    if post.duplicate_of_id is None:
        return None
    there = Q(id=post.duplicate_of_id, kind=Post.Kind.QUESTION) | Q(merged__id=post.duplicate_of_id)
    return next(iter(lines(_read(who).filter(there).exclude(id=post.id))), None)


def asked_before(who: access.Viewer, post: Post, words: str, size: int = 10) -> list[PostLine]:
    """Questions with these words in their title, in the spaces that ``who`` reads, newest first. One query."""
    found = clean_line(words).split()[:8]
    if not found:
        return []
    rows = _read(who).filter(kind=Post.Kind.QUESTION, duplicate_of__isnull=True).exclude(id=post.id)
    for word in found:
        rows = rows.filter(title__icontains=word)
    return lines(rows.order_by("-id")[:size])


def _read(who: access.Viewer) -> QuerySet[Post]:
    readable = Space.objects.filter(access.readable(who))
    return Post.objects.filter(space__in=readable, removed_at__isnull=True)
