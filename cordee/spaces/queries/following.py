"""Reads of what somebody follows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from cordee.core import pages
from cordee.core.pages import Page
from cordee.spaces import access
from cordee.spaces.actions.following import FOLLOWING, MUTED, NONE
from cordee.spaces.models import Comment, Follow, Post, Space

PAGE = 30


@dataclass(frozen=True, slots=True)
class FollowLine:
    """Something that one follows or mutes, as a list shows it. ``what``: space, post, somebody or skill."""

    id: UUID
    what: str
    target: UUID
    title: str
    url: str
    muted: bool
    at: datetime


def state_of(who: access.Viewer, **target: Any) -> str:
    """ "following", "muted" or "none", for one ``space``, ``post``, ``somebody`` or ``skill``. One query."""
    row = Follow.objects.filter(person=who.person, **target).values_list("muted", flat=True).first()
    return NONE if row is None else MUTED if row else FOLLOWING


def takes_part(who: access.Viewer, post: Post) -> bool:
    """Wrote in this thread, and hears of it without following it. One query, none for its author."""
    mine = post.author_id == who.person.id
    return mine or Comment.objects.filter(post=post, author=who.person).exists()


ROW = [
    "id", "muted", "at", "space_id", "space__title", "space__slug", "post_id", "post__title",
    "somebody_id", "somebody__name", "somebody__handle", "skill_id", "skill__name", "skill__slug",
]  # fmt: skip


def follows(
    who: access.Viewer, *, what: str = "", cursor: str | None = None, size: int = PAGE
) -> Page[FollowLine]:
    """What ``who`` follows and mutes and may still read, newest first; ``what`` narrows it. One query."""
    readable = Space.objects.filter(access.readable(who))
    still = (
        Q(somebody__isnull=False)
        | Q(skill__isnull=False)
        | Q(space__in=readable)
        | Q(post__space__in=readable, post__removed_at__isnull=True)
    )
    rows = Follow.objects.filter(still, person=who.person).order_by("-id")
    if what in ("space", "post", "somebody", "skill"):
        rows = rows.filter(**{f"{what}__isnull": False})
    if cursor:
        (last,) = pages.decode(cursor, UUID)
        rows = rows.filter(id__lt=last)
    found = [_line(*row) for row in rows.values_list(*ROW)[: size + 1]]
    return pages.cut(found, size, lambda line: (line.id,))


def _line(identifier: UUID, muted: bool, at: datetime, *columns: Any) -> FollowLine:
    space_id, space, slug, post_id, post, person_id, name, handle, skill_id, skill, skill_slug = columns
    if space_id:
        what = ("space", space_id, space, f"/spaces/{slug}/")
    elif post_id:
        what = ("post", post_id, post, f"/posts/{post_id}/")
    elif person_id:
        what = ("somebody", person_id, name, f"/people/@{handle}/")
    else:
        what = ("skill", skill_id, skill, f"/skills/{skill_slug}/")
    return FollowLine(identifier, *what, muted, at)
