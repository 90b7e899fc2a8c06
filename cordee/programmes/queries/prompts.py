"""Reads of prompts: the one of the week, and the mark on a thread."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from cordee.core.errors import Missing
from cordee.people.cards import Card, card, columns
from cordee.people.models import Person
from cordee.programmes.models import Prompt
from cordee.spaces import access
from cordee.spaces.models import Comment, Space

FRESH = timedelta(days=14)  # how long a prompt is "this week's", where no other follows it


@dataclass(frozen=True, slots=True)
class WeekPrompt:
    """The prompt of the week of a space, for one reader."""

    id: UUID
    post_id: UUID
    title: str
    excerpt: str
    published_at: datetime
    replies: int
    objective: str
    space_slug: str
    space_title: str
    recap_id: UUID | None
    answered: bool
    by: Card | None

    @property
    def url(self) -> str:
        """Where it is answered."""
        return f"/posts/{self.post_id}/"

    @property
    def recap_url(self) -> str:
        """Where its recap stands; empty where there is none."""
        return f"{self.url}?at={self.recap_id}#c-{self.recap_id}" if self.recap_id else ""


WEEK = (
    "id",
    "post_id",
    "post__title",
    "post__excerpt",
    "published_at",
    "post__comment_count",
    "objective__text",
    "programme__space__slug",
    "programme__space__title",
    "recap__comment_id",
)


NAMES = [field.name for field in fields(WeekPrompt)][:-1]  # all but who asked


def prompt_of_week(who: access.Viewer, space: Space, now: datetime) -> WeekPrompt | None:
    """What this space is asked this week. One query."""
    return next(_weeks(_out(now).filter(programme__space=space), who.person, 1), None)


def week_told(space: Any, me: UUID, since: datetime) -> QuerySet:
    """What ``prompt_of_week`` finds, as one JSON column, to stand in a query of another room; ``week_of`` reads it."""
    mine = Comment.objects.filter(post_id=OuterRef("post_id"), author_id=me, removed_at__isnull=True)
    told = dict(zip(NAMES, (*WEEK, "answered"), strict=True))
    rows = Prompt.objects.filter(
        programme__space_id=space,
        state=Prompt.State.PUBLISHED,
        published_at__gt=since,
        post__removed_at__isnull=True,
        post__isnull=False,
    ).annotate(answered=Exists(mine))
    return rows.order_by("-published_at", "-id").values(json=JSONObject(**told))[:1]


def week_of(told: dict[str, Any] | None) -> WeekPrompt | None:
    """The prompt in a column of ``week_told``; who asked it is not in there."""
    if not told:
        return None
    made: dict[str, Any] = told | {
        "id": UUID(told["id"]),
        "post_id": UUID(told["post_id"]),
        "recap_id": UUID(told["recap_id"]) if told["recap_id"] else None,
        "published_at": datetime.fromisoformat(told["published_at"]),
        "objective": told["objective"] or "",
    }
    return WeekPrompt(**made, by=None)


def prompts_of_week(who: access.Viewer, now: datetime, size: int = 10) -> list[WeekPrompt]:
    """What each of my spaces is asked this week, the newest first; the newest of each space. One query."""
    mine = list(who.standings)
    if not mine:
        return []
    newest = (
        _out(now)
        .filter(programme__space_id__in=mine)
        .order_by("programme__space_id", "-published_at", "-id")
        .distinct("programme__space_id")
        .values("id")
    )
    return list(_weeks(Prompt.objects.filter(id__in=newest), who.person, size))


def _out(now: datetime) -> QuerySet[Prompt]:
    return Prompt.objects.filter(
        state=Prompt.State.PUBLISHED,
        published_at__gt=now - FRESH,
        published_at__lte=now,
        post__removed_at__isnull=True,
        post__isnull=False,
    )


def _weeks(rows: QuerySet[Prompt], reader: Person, size: int) -> Iterator[WeekPrompt]:
    mine = Comment.objects.filter(post_id=OuterRef("post_id"), author=reader, removed_at__isnull=True)
    found = rows.annotate(answered=Exists(mine)).order_by("-published_at", "-id")
    width = len(WEEK) + 1
    for row in found.values_list(*WEEK, "answered", *columns("by"))[:size]:
        told = dict(zip(NAMES, row[:width], strict=True))
        yield WeekPrompt(**told | {"objective": told["objective"] or ""}, by=card(row[width:]))


@dataclass(frozen=True, slots=True)
class Mark:
    """What a thread says of the prompt that it is: which programme, what for, and what became of it."""

    id: UUID
    programme: str
    objective: str
    space_slug: str
    published_at: datetime
    recap_id: UUID | None
    recap_at: datetime | None
    recap_by: Card | None

    @property
    def programme_url(self) -> str:
        """The programme, ahead and behind."""
        return f"/spaces/{self.space_slug}/programme/"

    @property
    def recap_write_url(self) -> str:
        """Where a facilitator writes its recap."""
        return f"{self.programme_url}{self.id}/recap/"


def mark_of(post_id: UUID) -> Mark | None:
    """The prompt that a thread is. One query."""
    rows = Prompt.objects.filter(post_id=post_id).annotate(
        space_slug=F("post__space__slug"), recap_seen=F("recap__comment__removed_at")
    )
    found = rows.values_list(
        "id",
        "programme__title",
        "objective__text",
        "programme__space__slug",
        "published_at",
        "recap__comment_id",
        "recap__published_at",
        "recap_seen",
        *columns("recap__by"),
    ).first()
    if found is None:
        return None
    hidden = found[7] is not None
    return Mark(
        found[0], found[1], found[2] or "", found[3], found[4],
        None if hidden else found[5], found[6], card(found[8:]),
    )  # fmt: skip


def prompt_seen(who: access.Viewer, space: Space, prompt_id: UUID) -> Prompt:
    """One prompt of a space: what is out for who reads the space, the others for its facilitators. One query.

    Raises Missing, Forbidden.
    """
    access.check_reads(who, space)
    found = (
        Prompt.objects.filter(pk=prompt_id, programme__space=space)
        .select_related("programme__responsible", "objective", "post", "recap")
        .first()
    )
    if found is None or not (found.is_out or access.moderates(who, space)):
        raise Missing(_("There is no such prompt."))
    found.programme.space = space
    return found
