"""How a question stands, for who reads its thread: each sees what concerns them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from cordee.asks.escalation import State
from cordee.asks.models import Ask, Ownership, Watch
from cordee.core.compiled import compiled
from cordee.recommendations.candidates import Evidence
from cordee.spaces.models import Post


@dataclass(frozen=True, slots=True)
class Standing:
    """A question on its way. ``asked`` counts the people; who they are is told to nobody here.

    ``mine``: what the reader was asked (its id, state, reasons, and who named them).
    """

    state: str = ""
    stage: int = 0
    stage_ends_at: datetime | None = None
    ending: str = ""
    asked: int = 0
    owner: dict[str, Any] | None = None
    mine: dict[str, Any] | None = None

    @property
    def is_mine_to_say(self) -> bool:
        """The reader was asked, and has not said anything."""
        return self.mine is not None and self.mine["state"] == Ask.State.OPEN and self.state != State.ENDED

    @property
    def reasons(self) -> list[Evidence]:
        """Why the reader was asked."""
        return [Evidence.from_data(one) for one in self.mine["reasons"]] if self.mine else []

    @property
    def until(self) -> date | None:
        """Until when somebody sees to it."""
        return date.fromisoformat(self.owner["until"]) if self.owner else None


NOWHERE = Standing()


def standing_of(post: Post, person_id: UUID) -> Standing:
    """How a question stands for a reader. One query; none for what is no question."""
    if post.kind != Post.Kind.QUESTION:
        return NOWHERE
    return next((Standing(*row) for row in _standing(post=post.id, me=person_id)), NOWHERE)


@compiled()
def _standing(*, post: UUID, me: UUID) -> QuerySet:
    asked = Ask.objects.filter(post_id=OuterRef("post_id")).order_by().values("post_id")
    owner = Ownership.objects.filter(post_id=OuterRef("post_id"), ended_at__isnull=True).values(
        told=JSONObject(id="person_id", name="person__name", handle="person__handle", until="until")
    )
    mine = Ask.objects.filter(post_id=OuterRef("post_id"), person_id=me).values(
        told=JSONObject(id="id", state="state", reasons="reasons", by="by__name")
    )
    return Watch.objects.filter(post_id=post).values_list(
        "state",
        "stage",
        "stage_ends_at",
        "ending",
        Subquery(asked.annotate(count=Count("id")).values("count")),
        Subquery(owner),
        Subquery(mine),
    )
