"""The attendance sheets of a workshop: who is expected, who signed, what was corrected."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from cordee.paths.models import Enrolment
from cordee.people.models import Person
from cordee.workshops.halves import Half
from cordee.workshops.models import Seat, Signature, Workshop

MOST = 1_000


@dataclass
class Attender:
    """A learner on one sheet. ``rows`` is all that was written of them, the oldest first: the last one holds."""

    enrolment: Enrolment
    seat: str = ""
    is_expected: bool = True
    rows: list[Signature] = field(default_factory=list)

    @property
    def holds(self) -> Signature | None:
        """What counts."""
        return self.rows[-1] if self.rows else None

    @property
    def name(self) -> str:
        """As it was when they signed, else as it is."""
        return self.rows[-1].name if self.rows else self.enrolment.person.name


@dataclass
class Sheet:
    """A half-day: its learners, and the trainers who signed it."""

    half: Half
    attenders: list[Attender]
    trainers: list[Signature]

    @property
    def listed(self) -> list[Attender]:
        """Who is expected, or came all the same."""
        return [one for one in self.attenders if one.is_expected or one.rows]

    @property
    def others(self) -> list[Attender]:
        """Who is of the cohort and not expected."""
        return [one for one in self.attenders if not (one.is_expected or one.rows)]

    @property
    def present(self) -> int:
        """How many were there."""
        return sum(1 for one in self.attenders if one.holds and one.holds.present)

    @property
    def waiting(self) -> int:
        """Of how many nobody has said anything yet."""
        return sum(1 for one in self.attenders if one.is_expected and not one.rows)


def sheets(workshop: Workshop) -> list[Sheet]:
    """All half-days. Three queries, whatever their number."""
    seats = dict(Seat.objects.filter(workshop=workshop).values_list("enrolment_id", "state"))
    rows = Signature.objects.filter(workshop=workshop).select_related("by").order_by("id")
    chains: dict[tuple[date, str, UUID | None], list[Signature]] = defaultdict(list)
    signed = set()
    for row in rows:
        row.workshop = workshop
        chains[row.on, row.part, row.enrolment_id].append(row)
        signed.add(row.enrolment_id)
    people = Enrolment.objects.filter(cohort_id=workshop.cohort_id).select_related("person__photo")
    places = [
        one
        for one in people.order_by("person__name", "id")[:MOST]
        if one.id in signed or not (one.left_at or one.waiting_since)
    ]
    return [
        Sheet(
            half,
            [
                Attender(
                    place,
                    seats.get(place.id, ""),
                    _is_expected(workshop, place, seats.get(place.id, "")),
                    _in_order(chains[half.on, half.part, place.id]),
                )
                for place in places
            ],
            chains[half.on, half.part, None],
        )
        for half in workshop.halves
    ]


def sheet(workshop: Workshop, half: Half) -> Sheet:
    """One half-day. Three queries."""
    return next(one for one in sheets(workshop) if one.half.key == half.key)


def my_rows(workshop: Workshop, person: Person) -> dict[str, Signature]:
    """What holds of somebody, by half-day. One query."""
    rows = Signature.objects.filter(workshop=workshop, enrolment__person=person, replacement__isnull=True)
    return {row.half: row for row in rows}


def trainers_signed(workshop: Workshop) -> set[str]:
    """The half-days that a trainer has signed. One query."""
    return {row.half for row in workshop.signatures.filter(enrolment=None).only("on", "part")}


def _is_expected(workshop: Workshop, place: Enrolment, seat: str) -> bool:
    if place.left_at or place.waiting_since or seat == Seat.State.DECLINED:
        return False
    return workshop.capacity is None or seat == Seat.State.COMING


def _in_order(chain: list[Signature]) -> list[Signature]:
    """From the first one to what holds, by what replaces what: clocks of several machines do not matter."""
    after = {row.replaces_id: row for row in chain}
    found, at = [], after.get(None)
    while at is not None:
        found.append(at)
        at = after.get(at.id)
    return found
