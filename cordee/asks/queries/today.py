"""What somebody was asked, as rows that the first page reads together with those of other rooms."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.db.models.functions import JSONObject

from cordee.asks.models import Ask
from cordee.asks.queries.mine import MINUTES, WAITS
from cordee.asks.reasons import first_reason
from cordee.recommendations.candidates import Evidence
from cordee.spaces import access
from cordee.spaces.models import Space

MOST = 3


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question that waits for somebody's word: who asks it, why it came to them, how long it takes."""

    post_id: UUID
    title: str
    author: str | None
    by: str | None
    reasons: list[dict[str, Any]]
    minutes: int = MINUTES

    @property
    def url(self) -> str:
        """Where it is answered."""
        return f"/posts/{self.post_id}/"

    @property
    def reason(self) -> str:
        """Why, in one sentence, in the reader's language."""
        return first_reason([Evidence.from_data(one) for one in self.reasons], self.by or "")


def waiting_rows(me: UUID) -> QuerySet:
    """What waits for the word of ``me``, most valuable first (``mine.open_asks`` says how), as JSON in ``told``."""
    named = Case(When(by__isnull=False, then=Value(0)), default=Value(1), output_field=IntegerField())
    readable = Space.objects.filter(access.readable_within(me))
    rows = Ask.objects.filter(WAITS, person_id=me, state=Ask.State.OPEN, post__space__in=readable)
    told = JSONObject(
        post_id="post_id", title="post__title", author="post__author__name", by="by__name", reasons="reasons"
    )
    return rows.annotate(told=told).order_by("-stage", named, F("at"), "id")[:MOST]


def waiting_of(told: Iterable[Mapping[str, Any]]) -> list[Waiting]:
    """What ``waiting_rows`` told."""
    names = [one.name for one in fields(Waiting) if one.name != "minutes"]
    return [Waiting(*(one[name] for name in names)) for one in told]
