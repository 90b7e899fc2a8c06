"""What somebody was asked, for themselves: the list, Today, the digest, the API."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from cordee.asks.choosing import QUOTA
from cordee.asks.models import Ask, Availability, Ownership, Unasked
from cordee.asks.reasons import first_reason
from cordee.core import pages
from cordee.core.compiled import compiled
from cordee.core.errors import Missing
from cordee.core.pages import Page
from cordee.people.cards import Card, card, columns
from cordee.people.models import Person, Skill
from cordee.people.queries import by_name
from cordee.recommendations.candidates import Evidence
from cordee.spaces import access
from cordee.spaces.models import Space

PAGE = 20
MOST = 20
MINUTES = 4  # what a short answer takes, reading included


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that somebody was asked, with who asks and why they were chosen (``by``: who named them)."""

    id: UUID
    post_id: UUID
    state: str
    stage: int
    at: datetime
    reasons: list[dict[str, Any]]
    title: str
    excerpt: str
    asked_at: datetime
    space_slug: str
    space_title: str
    author: Card | None
    by: Card | None
    minutes: int = MINUTES

    @property
    def url(self) -> str:
        """Where it is answered."""
        return f"/posts/{self.post_id}/"

    @property
    def evidence(self) -> list[Evidence]:
        """Why, the strongest first."""
        return [Evidence.from_data(one) for one in self.reasons]

    @property
    def reason(self) -> str:
        """Why, in one sentence, in the reader's language."""
        return first_reason(self.evidence, self.by.name if self.by else "")


@dataclass(frozen=True, slots=True)
class Owned:
    """A question that somebody sees to, until the end of a day."""

    post_id: UUID
    until: date
    at: datetime
    title: str
    space_slug: str
    space_title: str
    author: Card | None

    @property
    def url(self) -> str:
        """Where it is answered."""
        return f"/posts/{self.post_id}/"


@dataclass(frozen=True)
class Wishes:
    """How somebody wants to be asked."""

    quota: int
    away_from: date | None
    away_until: date | None
    unasked: list[Skill]


_ASKED = (
    "id", "post_id", "state", "stage", "at", "reasons", "post__title", "post__excerpt", "post__created_at",
    "post__space__slug", "post__space__title",
)  # fmt: skip
_OWNED = ("post_id", "until", "at", "post__title", "post__space__slug", "post__space__title")
WAITS = Q(
    post__removed_at__isnull=True,
    post__resolved_at__isnull=True,
    post__duplicate_of__isnull=True,
    post__locked_at__isnull=True,
)


def open_asks(person_id: UUID, most: int = MOST) -> list[Asked]:
    """What waits for somebody's word, the most valuable first: what waits longest along the way, then what was asked
    of them by name, then the oldest. One query.
    """
    return _asked(_open(person=person_id, most=most))


@compiled("most")
def _open(*, person: UUID, most: int) -> QuerySet:
    named = Case(When(by__isnull=False, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = _readable(Ask.objects.filter(WAITS, person_id=person, state=Ask.State.OPEN), person)
    return _rows(rows.order_by("-stage", named, F("at"), "id")[:most])


def owned_by(person_id: UUID) -> list[Owned]:
    """What somebody sees to, the next date first. One query."""
    rows = Ownership.objects.filter(WAITS, person_id=person_id, ended_at__isnull=True).order_by(
        "ends_at", "id"
    )
    found = rows.values_list(*_OWNED, *columns("post__author"))[:MOST]
    return [Owned(*(*row[: len(_OWNED)], card(row[len(_OWNED) :]))) for row in found]


def past_asks(person_id: UUID, cursor: str | None = None, size: int = PAGE) -> Page[Asked]:
    """What somebody was asked before, newest first. One query. Raises Invalid for a foreign cursor."""
    at, last = pages.decode(cursor, pages.moment, UUID) if cursor else (None, None)
    rows = _readable(Ask.objects.filter(person_id=person_id).exclude(WAITS, state=Ask.State.OPEN), person_id)
    if at:
        rows = rows.filter(Q(at__lt=at) | Q(at=at, id__lt=last))
    found = _asked(list(_rows(rows.order_by("-at", "-id")[: size + 1])))
    return pages.cut(found, size, lambda one: (one.at, one.id))


def one_ask(person: Person, ask_id: UUID) -> Asked:
    """What somebody was asked, one of it; raises Missing for what was asked of others. One query."""
    found = _asked(list(_rows(_readable(Ask.objects.filter(id=ask_id, person=person), person.id))))
    if not found:
        raise Missing(_("There is no such question for you."))
    return found[0]


def wishes_of(person: Person) -> Wishes:
    """How somebody wants to be asked. Two queries."""
    row = Availability.objects.filter(person=person).first()
    skills = by_name(one.skill for one in Unasked.objects.filter(person=person).select_related("skill"))
    if row is None:
        return Wishes(QUOTA, None, None, skills)
    return Wishes(row.quota, row.away_from, row.away_until, skills)


def _readable(rows: QuerySet[Ask], person: UUID) -> QuerySet[Ask]:
    """What they may still read."""
    return rows.filter(post__space__in=Space.objects.filter(access.readable_within(person)))


def _rows(rows: QuerySet[Ask]) -> QuerySet:
    return rows.values_list(*_ASKED, *columns("post__author"), *columns("by"))


def _asked(rows: Sequence[tuple]) -> list[Asked]:
    first, second = len(_ASKED), len(_ASKED) + len(columns(""))
    return [Asked(*(*row[:first], card(row[first:second]), card(row[second:]))) for row in rows]
