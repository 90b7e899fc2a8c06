"""Reads of contributions in lists."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from cordee.core import pages
from cordee.core.compiled import compiled
from cordee.core.errors import Invalid
from cordee.core.pages import Page, moment
from cordee.people.cards import Card, card, columns
from cordee.people.models import Person, Skill
from cordee.spaces import access
from cordee.spaces.models import Post, PostSkill, Space

PAGE = 20
LINE = [
    "id",
    "kind",
    "title",
    "excerpt",
    "created_at",
    "last_activity_at",
    "comment_count",
    "tried_count",
    "resolved_at",
    "pinned_at",
    "locked_at",
    "is_prompt",
    "space__slug",
    "space__title",
]


@dataclass(frozen=True, slots=True)
class PostLine:
    """A contribution as a list shows it."""

    id: UUID
    kind: str
    title: str
    excerpt: str
    created_at: datetime
    last_activity_at: datetime
    comment_count: int
    tried_count: int
    resolved_at: datetime | None
    pinned_at: datetime | None
    locked_at: datetime | None
    is_prompt: bool
    space_slug: str
    space_title: str
    author: Card | None

    @property
    def url(self) -> str:
        """Where it is read."""
        return f"/posts/{self.id}/"

    @property
    def waits(self) -> bool:
        """A question that nobody has answered yet."""
        return self.kind == Post.Kind.QUESTION and self.resolved_at is None and self.comment_count == 0


def lines(posts: QuerySet[Post]) -> list[PostLine]:
    """These posts as lines. One query."""
    return told(line_rows(posts))


def line_rows(posts: QuerySet[Post]) -> QuerySet:
    """The columns of a line."""
    return posts.values_list(*LINE, *columns("author"))


def told(rows: Iterable[tuple]) -> list[PostLine]:
    """Lines of these columns."""
    width = len(LINE)
    return [PostLine(*(*row[:width], card(row[width:]))) for row in rows]


SEEN = Q(removed_at__isnull=True)
UNANSWERED = Q(removed_at__isnull=True, kind=Post.Kind.QUESTION, resolved_at__isnull=True, comment_count=0)


def posts_in(
    who: access.Viewer,
    space: Space,
    *,
    show: str = "",
    cursor: str | None = None,
    size: int = PAGE,
) -> Page[PostLine]:
    """What was contributed to a space: pinned first, then last active. One query. Raises Missing, Forbidden, Invalid.

    ``show`` is empty for all, a kind, or "unanswered" (those come oldest need first: by date of asking, newest first).
    """
    access.check_reads(who, space)
    if show == "unanswered":
        return _newest_first(Post.objects.filter(UNANSWERED, space=space), cursor, size)
    if show and show not in Post.Kind.values:
        raise Invalid(_("There is no such list."), fields={"show": _("Choose one of those offered.")})
    active_at, last = pages.decode(cursor, moment, UUID) if cursor else (None, None)
    rows = _last_active(space=space.id, kind=show or None, active_at=active_at, last=last, most=size + 1)
    return pages.cut(told(rows), size, lambda line: (line.last_activity_at, line.id))


@compiled("most")
def _last_active(
    *, space: UUID, kind: str | None, active_at: datetime | None, last: UUID | None, most: int
) -> QuerySet:
    rows = Post.objects.filter(SEEN, space_id=space)
    if kind:
        rows = rows.filter(kind=kind)
    if last:
        rows = rows.filter(
            Q(last_activity_at__lt=active_at) | Q(id__lt=last),
            last_activity_at__lte=active_at,
            pinned_at__isnull=True,
        )
    pinned_first = F("pinned_at").desc(nulls_last=True)
    return line_rows(rows.order_by(pinned_first, "-last_activity_at", "-id")[:most])


def posts_by(
    who: access.Viewer, author: Person, *, cursor: str | None = None, size: int = PAGE
) -> Page[PostLine]:
    """What somebody contributed, as far as ``who`` may read it, newest first. One query."""
    (last,) = pages.decode(cursor, UUID) if cursor else (None,)
    rows = _authored(
        author=author.id,
        reader=access.limits(who),
        last=last,
        most=size + 1,
    )
    return pages.cut(told(rows), size, lambda line: (line.id,))


@compiled("most")
def _authored(*, author: UUID, reader: UUID | None, last: UUID | None, most: int) -> QuerySet:
    readable = Space.objects.filter(access.readable_within(reader))
    rows = Post.objects.filter(SEEN, author_id=author, space__in=readable)
    if last:
        rows = rows.filter(id__lt=last)
    return line_rows(rows.order_by("-id")[:most])


def posts_on(
    who: access.Viewer, skill: Skill, *, cursor: str | None = None, size: int = PAGE
) -> Page[PostLine]:
    """What was contributed on a skill, as far as ``who`` may read it, newest first. One query."""
    readable = Space.objects.filter(access.readable(who))
    rows = Post.objects.filter(SEEN, skill_links__skill=skill, space__in=readable)
    return _newest_first(rows, cursor, size)


def _newest_first(rows: QuerySet[Post], cursor: str | None, size: int) -> Page[PostLine]:
    rows = rows.order_by("-id")
    if cursor:
        (last,) = pages.decode(cursor, UUID)
        rows = rows.filter(id__lt=last)
    return pages.cut(lines(rows[: size + 1]), size, lambda line: (line.id,))


def good_to_read(space: Space, size: int = 3) -> list[PostLine]:
    """What a newcomer should read first: what most people tried, then what was talked about most. One query."""
    return lines(
        Post.objects.filter(SEEN, space=space).order_by("-tried_count", "-comment_count", "-id")[:size]
    )


def skills_of_posts(post_ids: Iterable[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    """The skills of several posts. One query."""
    found: dict[UUID, list[dict[str, Any]]] = {}
    links = PostSkill.objects.filter(post_id__in=list(post_ids)).order_by("skill__name")
    for post_id, slug, name in links.values_list("post_id", "skill__slug", "skill__name"):
        found.setdefault(post_id, []).append({"slug": slug, "name": name})
    return found
