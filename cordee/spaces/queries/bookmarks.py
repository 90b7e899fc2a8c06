"""Reads of what somebody keeps for later: theirs alone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from cordee.core import pages
from cordee.core.pages import Page
from cordee.core.text import clean_line, excerpt
from cordee.people.cards import Card, card, columns
from cordee.spaces import access
from cordee.spaces.models import Bookmark, Comment, Post, Space

PAGE = 20


@dataclass(frozen=True, slots=True)
class BookmarkLine:
    """Something kept: the contribution, or the reply to it, that one wanted to find again."""

    id: UUID
    note: str
    at: datetime
    post_id: UUID
    comment_id: UUID | None
    kind: str
    title: str
    excerpt: str
    space_title: str
    author: Card | None

    @property
    def url(self) -> str:
        """Where it is read."""
        if self.comment_id:
            return f"/posts/{self.post_id}/?at={self.comment_id}#c-{self.comment_id}"
        return f"/posts/{self.post_id}/"


def note_of(who: access.Viewer, post: Post, comment: Comment | None = None) -> str | None:
    """The note that ``who`` keeps it with; None when they do not keep it. One query."""
    rows = Bookmark.objects.filter(person=who.person, post=post, comment=comment)
    return rows.values_list("note", flat=True).first()


ROW = ["id", "note", "at", "post_id", "comment_id", "post__kind", "post__title"]
WIDTH = len(columns(""))


def bookmarks(
    who: access.Viewer, *, words: str = "", cursor: str | None = None, size: int = PAGE
) -> Page[BookmarkLine]:
    """What ``who`` keeps and may still read, newest first; ``words`` stand in the note or the title. One query."""
    rows = Bookmark.objects.filter(
        Q(comment__isnull=True) | Q(comment__removed_at__isnull=True),
        person=who.person,
        post__space__in=Space.objects.filter(access.readable(who)),
        post__removed_at__isnull=True,
    )
    for word in clean_line(words).split()[:8]:
        rows = rows.filter(Q(note__icontains=word) | Q(post__title__icontains=word))
    if cursor:
        (last,) = pages.decode(cursor, UUID)
        rows = rows.filter(id__lt=last)
    texts = ["post__excerpt", "comment__body", "post__space__title"]
    found = rows.order_by("-id").values_list(
        *ROW, *texts, *columns("post__author"), *columns("comment__author")
    )
    return pages.cut([_line(row) for row in found[: size + 1]], size, lambda line: (line.id,))


def _line(row: tuple[Any, ...]) -> BookmarkLine:
    own, texts, people = row[: len(ROW)], row[len(ROW) : len(ROW) + 3], row[len(ROW) + 3 :]
    first, reply, space = texts
    if reply is None:
        return BookmarkLine(*(*own, first, space, card(people[:WIDTH])))
    return BookmarkLine(*(*own, excerpt(reply)[:300], space, card(people[WIDTH:])))
