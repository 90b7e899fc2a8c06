"""Workshops, for who may know of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from cordee.core.errors import Missing
from cordee.paths.access import Standing
from cordee.paths.models import Cohort, Enrolment
from cordee.paths.queries.cohorts import cohort_seen
from cordee.people.cards import Card, card, columns
from cordee.people.models import Person
from cordee.workshops.access import Sight
from cordee.workshops.models import Material, Seat, Trainer, Workshop

MOST = 100
MOST_NEAR = 2
SOON = timedelta(days=7)
LATE = timedelta(hours=1)  # it stays on Today a while after its end: the sheet is signed then


def workshop_seen(person: Person, workshop_id: UUID) -> tuple[Sight, Workshop]:
    """Where ``person`` stands, and the workshop. Four queries. Raises Missing."""
    found = Workshop.objects.filter(id=workshop_id).first()
    if found is None:
        raise Missing(_("There is no such workshop, or it is not open to you."))
    try:
        where, cohort = cohort_seen(person, found.cohort_id)
    except Missing:
        raise Missing(_("There is no such workshop, or it is not open to you.")) from None
    sight = Sight(where, cohort)
    if not sight.sees:
        raise Missing(_("There is no such workshop, or it is not open to you."))
    found.cohort = cohort
    return sight, found


def workshops_at(where: Standing, cohort: Cohort, key: UUID | None = None) -> list[Workshop]:
    """The workshops of a cohort (of one step, where ``key`` names it) with ``mine``, for who sees them. One query.

    ``mine`` is what one said of coming.
    """
    sight = Sight(where, cohort)
    if not sight.sees:
        return []
    rows = Workshop.objects.filter(cohort=cohort)
    if key is not None:
        rows = rows.filter(activity_key=key, cancelled_at__isnull=True)
    mine = Seat.objects.filter(workshop=OuterRef("id"), enrolment=sight.enrolment)
    return list(rows.annotate(mine=Subquery(mine.values("state"))).order_by("starts_at", "id")[:MOST])


@dataclass(frozen=True, slots=True)
class Near:
    """A workshop that comes soon, on somebody's first page."""

    id: UUID
    title: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    place: str
    link: str
    capacity: int | None
    seat: str | None

    @property
    def asks(self) -> bool:
        """Whether it waits for a word of who comes."""
        return self.capacity is not None and self.seat is None


_NEAR = [one.name for one in fields(Near)]


def near_rows(me: UUID, until: datetime, since: datetime) -> QuerySet:
    """The workshops between two moments where somebody is expected, the next first, each as JSON in ``told``."""
    places = Enrolment.objects.filter(person_id=me, left_at__isnull=True, waiting_since__isnull=True)
    led = Trainer.objects.filter(person_id=me)
    seat = Seat.objects.filter(workshop=OuterRef("id"), enrolment__person_id=me)
    rows = Workshop.objects.filter(
        Q(cohort_id__in=places.values("cohort_id")) | Q(id__in=led.values("workshop_id")),
        starts_at__lt=until,
        ends_at__gt=since,
        cancelled_at__isnull=True,
    ).annotate(seat=Subquery(seat.values("state")[:1]))
    told = JSONObject(**{name: name for name in _NEAR})
    return (
        rows.filter(Q(seat__isnull=True) | ~Q(seat=Seat.State.DECLINED))
        .annotate(told=told)
        .order_by("starts_at", "id")[:MOST_NEAR]
    )


def near_of(told: Iterable[Mapping[str, Any]]) -> list[Near]:
    """What ``near_rows`` told, the next first."""
    found = [
        Near(
            **{
                **one,
                "id": UUID(one["id"]),
                "starts_at": datetime.fromisoformat(one["starts_at"]),
                "ends_at": datetime.fromisoformat(one["ends_at"]),
            }
        )
        for one in told
    ]
    return sorted(found, key=lambda one: (one.starts_at, one.id))


def trainers_of(workshop: Workshop) -> list[Card]:
    """Who leads it. One query."""
    rows = workshop.trainer_links.order_by("person__name").values_list(*columns("person"))
    return [found for row in rows if (found := card(row))]


def materials_of(workshop: Workshop) -> list[Material]:
    """Its files and links. One query."""
    return list(workshop.materials.select_related("file").order_by("id"))


def seats_of(workshop: Workshop) -> dict[str, int]:
    """How many come, wait, cannot come. One query."""
    held = Seat.objects.filter(workshop=workshop, enrolment__left_at__isnull=True)
    return dict(held.order_by().values_list("state").annotate(count=Count("id")))


def my_seat(sight: Sight, workshop: Workshop) -> Seat | None:
    """What one said of coming. One query."""
    return Seat.objects.filter(workshop=workshop, enrolment=sight.enrolment).first()


def waiting_before(seat: Seat) -> int:
    """How many wait longer. One query."""
    return Seat.objects.filter(
        workshop_id=seat.workshop_id,
        state=Seat.State.WAITING,
        at__lt=seat.at,
        enrolment__left_at__isnull=True,
    ).count()
