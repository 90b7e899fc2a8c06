"""Coming into a cohort, waiting for a place, leaving, and moving to a newer version."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Forbidden, Missing
from cordee.core.text import clean_line
from cordee.journal.actions import record
from cordee.paths import access, events
from cordee.paths.actions.cohorts import check_is_open
from cordee.paths.models import Activity, Cohort, Enrolment, Progress, Version
from cordee.people.models import Person
from cordee.spaces.actions.memberships import let_in
from cordee.spaces.models import Membership


@transaction.atomic
def enrol(where: access.Standing, cohort: Cohort, person: Person, *, now: datetime) -> Enrolment:
    """Give somebody a place, or a place on the waiting list. For its facilitators. Raises Forbidden."""
    access.check_facilitates(where, cohort)
    return give_place(cohort, person, by=where.person, now=now)


@transaction.atomic
def enrol_myself(where: access.Standing, cohort: Cohort, *, now: datetime, link: str = "") -> Enrolment:
    """Take a place where the cohort lets one: by itself, or with its link. Raises Forbidden, Missing."""
    invited = cohort.entry == Cohort.Entry.LINK and cohort.link and link == cohort.link
    if not (where.sees or invited):
        raise Missing(_("There is no such cohort, or it is not open to you."))
    if not (invited or cohort.entry == Cohort.Entry.SELF):
        raise Forbidden(_("The facilitators of this cohort enrol people: write to one of them."))
    return give_place(cohort, where.person, by=where.person, now=now)


def give_place(cohort: Cohort, person: Person, *, by: Person | None, now: datetime) -> Enrolment:
    """A place in the cohort, in a transaction of the caller's; doing it again changes nothing. Raises Forbidden.

    The cohort is locked, so that of two who take the last place at once, one waits.
    """
    cohort = (
        Cohort.objects.select_for_update(no_key=True, of=("self",)).select_related("space").get(pk=cohort.pk)
    )
    check_is_open(cohort)
    enrolment = Enrolment.objects.filter(cohort=cohort, person=person).first()
    if enrolment and enrolment.left_at is None:
        return enrolment
    full = cohort.capacity is not None and _taken(cohort) >= cohort.capacity
    if enrolment is None:
        enrolment = Enrolment(cohort=cohort, person=person, version_id=cohort.version_id)
    enrolment.cohort = cohort
    enrolment.enrolled_at, enrolment.enrolled_by, enrolment.left_at, enrolment.left_why = now, by, None, ""
    enrolment.waiting_since = now if full else None
    enrolment.save()
    record(events.of_enrolment(events.WAITLISTED if full else events.ENROLLED, enrolment, by), at=now)
    if not full:
        _into_space(enrolment, now)
    return enrolment


@transaction.atomic
def withdraw(where: access.Standing, enrolment: Enrolment, *, now: datetime, why: str = "") -> None:
    """Somebody leaves, or is taken out; what they did stays, and who waits longest gets the place.

    For oneself, or the cohort's facilitators. Raises Forbidden.
    """
    if enrolment.person_id != where.person.id:
        access.check_facilitates(where, enrolment.cohort)
    cohort = Cohort.objects.select_for_update(no_key=True).get(pk=enrolment.cohort_id)
    enrolment = Enrolment.objects.select_related("cohort").get(pk=enrolment.pk)
    if enrolment.left_at is not None:
        return
    held = enrolment.waiting_since is None
    enrolment.left_at, enrolment.left_why, enrolment.waiting_since = now, clean_line(why)[:300], None
    enrolment.save(update_fields=["left_at", "left_why", "waiting_since"])
    record(events.of_enrolment(events.WITHDRAWN, enrolment, where.person), at=now)
    if held:
        fill_places(cohort, now=now)


def fill_places(cohort: Cohort, *, now: datetime) -> int:
    """Give free places to who waits longest, in a transaction that holds the cohort; how many."""
    free = Enrolment.objects.count() if cohort.capacity is None else cohort.capacity - _taken(cohort)
    waiting = Enrolment.objects.filter(cohort=cohort, waiting_since__isnull=False, left_at__isnull=True)
    given = list(waiting.select_related("cohort__space").order_by("waiting_since", "id")[: max(0, free)])
    for enrolment in given:
        enrolment.waiting_since = None
        enrolment.save(update_fields=["waiting_since"])
        record(events.of_enrolment(events.ENROLLED, enrolment, None, waited=True), at=now)
        _into_space(enrolment, now)
    return len(given)


@transaction.atomic
def move_to_version(
    where: access.Standing, enrolment: Enrolment, version: Version, *, now: datetime
) -> Enrolment:
    """Go on in a newer version; what was done stays done, by its keys. For oneself, or the cohort's facilitators.

    Raises Forbidden, Conflict.
    """
    if enrolment.person_id != where.person.id:
        access.check_facilitates(where, enrolment.cohort)
    if version.path_id != where.path.id or version.published_at is None:
        raise Conflict(_("This version is not published."))
    if enrolment.version_id == version.id:
        return enrolment
    enrolment.version = version
    required = Activity.objects.filter(version=version, required=True)
    done = Progress.objects.filter(enrolment=enrolment, done_at__isnull=False)
    enrolment.done_count = required.filter(key__in=done.values("activity_key")).count()
    enrolment.completed_at = enrolment.completed_at if enrolment.done_count >= required.count() else None
    enrolment.save(update_fields=["version", "done_count", "completed_at"])
    record(
        events.of_enrolment(events.VERSION_CHANGED, enrolment, where.person, version=version.number), at=now
    )
    return enrolment


def _taken(cohort: Cohort) -> int:
    return Enrolment.objects.filter(cohort=cohort, waiting_since__isnull=True, left_at__isnull=True).count()


def _into_space(enrolment: Enrolment, now: datetime) -> None:
    if enrolment.cohort.space is not None:
        let_in(enrolment.cohort.space, enrolment.person, Membership.Role.MEMBER, by=enrolment.person, now=now)
