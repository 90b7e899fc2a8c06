"""Coming to a workshop, or not; the waiting list."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict
from cordee.journal.actions import record
from cordee.paths.models import Enrolment
from cordee.workshops import access, events
from cordee.workshops.models import Seat, Workshop

HELD = {"enrolment__left_at__isnull": True, "enrolment__waiting_since__isnull": True}


@transaction.atomic
def take_seat(sight: access.Sight, workshop: Workshop, *, now: datetime) -> Seat:
    """I come; doing it again changes nothing. Raises Forbidden, Conflict.

    The workshop is locked, so that of two who take the last place at once, one waits.
    """
    enrolment = access.check_learns(sight)
    workshop = _open(workshop, now)
    seat = Seat.objects.filter(workshop=workshop, enrolment=enrolment).first()
    if seat and seat.state != Seat.State.DECLINED:
        return seat
    full = workshop.capacity is not None and _taken(workshop) >= workshop.capacity
    state = Seat.State.WAITING if full else Seat.State.COMING
    seat = _kept(workshop, enrolment, state, now)
    verb = events.SEAT_WAITED if full else events.SEAT_TAKEN
    record(events.of_seat(verb, seat, workshop, sight.person), at=now)
    return seat


@transaction.atomic
def decline(sight: access.Sight, workshop: Workshop, *, now: datetime) -> Seat:
    """I cannot come; who waits longest gets the place. Raises Forbidden, Conflict."""
    enrolment = access.check_learns(sight)
    workshop = _open(workshop, now)
    seat = Seat.objects.filter(workshop=workshop, enrolment=enrolment).first()
    if seat and seat.state == Seat.State.DECLINED:
        return seat
    seat = _kept(workshop, enrolment, Seat.State.DECLINED, now)
    record(events.of_seat(events.SEAT_DECLINED, seat, workshop, sight.person), at=now)
    fill_seats(workshop, now=now)
    return seat


def fill_seats(workshop: Workshop, *, now: datetime) -> int:
    """Give free places to who waits longest, in a transaction that holds the workshop; how many."""
    waiting = Seat.objects.filter(workshop=workshop, state=Seat.State.WAITING, **HELD)
    rows = waiting.select_related("enrolment").order_by("at", "id")
    if workshop.capacity is not None:
        rows = rows[: max(0, workshop.capacity - _taken(workshop))]
    given = list(rows)
    for seat in given:
        seat.state, seat.at = Seat.State.COMING, now
        seat.save(update_fields=["state", "at"])
        record(events.of_seat(events.SEAT_TAKEN, seat, workshop, None, waited=True), at=now)
    return len(given)


def expected(workshop: Workshop) -> set[UUID]:
    """The people who are told of the workshop: learners who may come and did not decline, and trainers. Two queries."""
    places = Enrolment.objects.filter(
        cohort_id=workshop.cohort_id, left_at__isnull=True, waiting_since__isnull=True
    )
    declined = Seat.objects.filter(workshop=workshop, state=Seat.State.DECLINED)
    learners = places.exclude(id__in=declined.values("enrolment_id"))
    trainers = workshop.trainer_links.values_list("person_id", flat=True)
    return {*learners.values_list("person_id", flat=True), *trainers}


def _kept(workshop: Workshop, enrolment: Enrolment, state: Seat.State, now: datetime) -> Seat:
    seat, _made = Seat.objects.update_or_create(
        workshop=workshop, enrolment=enrolment, defaults={"state": state, "at": now}
    )
    return seat


def _open(workshop: Workshop, now: datetime) -> Workshop:
    rows = Workshop.objects.select_for_update(no_key=True, of=("self",)).select_related("cohort")
    found = rows.get(pk=workshop.pk)
    if found.cancelled_at is not None:
        raise Conflict(_("This workshop was called off."))
    if found.starts_at <= now:
        raise Conflict(_("This workshop has begun: tell its trainer."))
    return found


def _taken(workshop: Workshop) -> int:
    return Seat.objects.filter(workshop=workshop, state=Seat.State.COMING, **HELD).count()
