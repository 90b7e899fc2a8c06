"""What waits in a space, for who keeps it."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from cordee.asks.choosing import Stage
from cordee.asks.escalation import State
from cordee.asks.models import Ask, Ownership, SpacePace, Watch
from cordee.core import pages
from cordee.core.pages import Page
from cordee.people.cards import Card, card, columns
from cordee.spaces import access
from cordee.spaces.models import Space

PAGE = 20
WAITING = Q(
    state__in=[State.WAITING, State.OWNED],
    post__removed_at__isnull=True,
    post__resolved_at__isnull=True,
    post__duplicate_of__isnull=True,
    post__locked_at__isnull=True,
)


@dataclass(slots=True)
class Waiting:
    """A question that waits: since when, how far it has come, who was asked, who sees to it until when."""

    post_id: UUID
    title: str
    excerpt: str
    since: datetime
    state: str
    stage: int
    stage_ends_at: datetime | None
    owned: dict[str, str] | None
    author: Card | None
    asked: list[Card] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it is answered."""
        return f"/posts/{self.post_id}/"

    @property
    def for_facilitators(self) -> bool:
        """It is the facilitators' turn."""
        return self.state == State.WAITING and self.stage == Stage.FACILITATORS

    @property
    def until(self) -> date | None:
        """Until when somebody sees to it."""
        return date.fromisoformat(self.owned["until"]) if self.owned else None


_LINE = ("post_id", "post__title", "post__excerpt", "opened_at", "state", "stage", "stage_ends_at")


def waiting_in(
    who: access.Viewer, space: Space, cursor: str | None = None, size: int = PAGE
) -> Page[Waiting]:
    """The questions of a space that wait, the longest first. Two queries. For facilitators: raises Missing, Forbidden."""
    access.check_sees(who, space)
    if not who.oversees:
        access.check_facilitates(who, space)
    rows = Watch.objects.filter(WAITING, post__space=space)
    if cursor:
        since, last = pages.decode(cursor, pages.moment, UUID)
        rows = rows.filter(Q(opened_at__gt=since) | Q(opened_at=since, post_id__gt=last))
    owned = Ownership.objects.filter(post_id=OuterRef("post_id"), ended_at__isnull=True).values(
        told=JSONObject(name="person__name", handle="person__handle", until="until")
    )
    told = rows.annotate(owned=Subquery(owned)).order_by("opened_at", "post_id")
    width = len(_LINE) + 1
    found = [
        Waiting(*(*row[:width], card(row[width:])))
        for row in told.values_list(*_LINE, "owned", *columns("post__author"))[: size + 1]
    ]
    page = pages.cut(found, size, lambda one: (one.since, one.post_id))
    _fill(page.rows)
    return page


def _fill(lines: list[Waiting]) -> None:
    if not lines:
        return
    people = defaultdict(list)
    rows = Ask.objects.filter(post_id__in=[one.post_id for one in lines]).order_by("at", "id")
    for post, *face in rows.values_list("post_id", *columns("person")):
        if found := card(face):
            people[post].append(found)
    for line in lines:
        line.asked = people[line.post_id]


def pace_of(space: Space) -> SpacePace:
    """How fast a space asks; the defaults where nobody chose. One query."""
    return SpacePace.objects.filter(space=space).first() or SpacePace(space=space)
