"""What my spaces are asked this week, as rows that the first page reads together with those of other rooms."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from cordee.programmes.models import Prompt
from cordee.spaces import access
from cordee.spaces.models import Comment

MOST = 3
MINUTES = 3  # what a few lines take


@dataclass(frozen=True, slots=True)
class Invitation:
    """A prompt of the week that somebody has not answered, and has no recap yet."""

    post_id: UUID
    title: str
    space_title: str
    replies: int
    minutes: int = MINUTES

    @property
    def url(self) -> str:
        """Where it is answered."""
        return f"/posts/{self.post_id}/"


def invitation_rows(me: UUID, since: datetime) -> QuerySet:
    """The newest prompt of each space of ``me`` since a moment, where it is neither theirs nor answered by them, the
    newest first, as JSON in ``told``.
    """
    out = Prompt.objects.filter(
        state=Prompt.State.PUBLISHED,
        published_at__gt=since,
        post__removed_at__isnull=True,
        post__isnull=False,
        programme__space__in=access.spaces_of(me),
    )
    newest = out.order_by("programme__space_id", "-published_at", "-id").distinct("programme__space_id")
    mine = Comment.objects.filter(post_id=OuterRef("post_id"), author_id=me, removed_at__isnull=True)
    told = JSONObject(
        post_id="post_id",
        title="post__title",
        space_title="programme__space__title",
        replies="post__comment_count",
    )
    rows = Prompt.objects.filter(~Exists(mine), id__in=newest.values("id"), recap__isnull=True)
    return rows.exclude(post__author_id=me).annotate(told=told).order_by("-published_at", "-id")[:MOST]


def invitations_of(told: Iterable[Mapping[str, Any]]) -> list[Invitation]:
    """What ``invitation_rows`` told."""
    names = [one.name for one in fields(Invitation) if one.name != "minutes"]
    return [Invitation(*(one[name] for name in names)) for one in told]
