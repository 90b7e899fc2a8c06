"""Reads of polls."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.aggregates import Aggregate
from django.db.models.fields import BooleanField

from cordee.spaces import access
from cordee.spaces.models import PollOption, PollVote, Post


class AnyOf(Aggregate):
    """True where one of the rows is."""

    function = "BOOL_OR"
    output_field = BooleanField()


@dataclass(frozen=True, slots=True)
class OptionView:
    """One of the answers offered. ``count`` is None while the result is not shown."""

    id: UUID
    text: str
    mine: bool
    count: int | None
    share: int | None  # of those who voted, in per cent


@dataclass(frozen=True, slots=True)
class PollView:
    """A poll as somebody sees it."""

    several: bool
    closes_at: datetime | None
    closed: bool
    voted: bool
    shown: bool
    voters: int
    options: list[OptionView]


def poll_of(who: access.Viewer, post: Post, *, may_vote: bool, now: datetime) -> PollView:
    """A poll with what ``who`` may know of its result. One query.

    The result is shown to who voted, to everyone once it is closed, and at once to who may not vote: those who
    still choose are not drawn along by the first votes. How many voted is always shown, who chose what never.
    """
    voters = (
        PollVote.objects.filter(option__poll_id=OuterRef("poll_id"))
        .order_by()
        .values("option__poll_id")
        .annotate(voters=Count("person_id", distinct=True))
        .values("voters")
    )
    rows = list(
        PollOption.objects.filter(poll_id=post.id)
        .annotate(
            chosen=Count("votes"), mine=AnyOf(Q(votes__person_id=who.person.id)), voters=Subquery(voters)
        )
        .order_by("position")
        .values_list("id", "text", "mine", "chosen", "voters", "poll__several", "poll__closes_at")
    )
    if not rows:
        return PollView(False, None, True, False, True, 0, [])
    *_option, number, several, closes_at = rows[0]
    number = number or 0
    closed = closes_at is not None and closes_at <= now
    voted = any(row[2] for row in rows)
    shown = voted or closed or not may_vote
    options = [
        OptionView(
            identifier,
            text,
            bool(mine),
            chosen if shown else None,
            (round(100 * chosen / number) if number else 0) if shown else None,
        )
        for identifier, text, mine, chosen, *_poll in rows
    ]
    return PollView(several, closes_at, closed, voted, shown, number, options)
