"""What calendar applications read: workshops, deadlines and cohort dates, as iCalendar (RFC 5545)."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, Q
from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vUri

from cordee.core.errors import Missing
from cordee.core.queries import organisation
from cordee.paths.models import Activity, Cohort, Deadline, Enrolment
from cordee.people.models import Person
from cordee.workshops.actions.calendars import hash_of
from cordee.workshops.models import CalendarKey, Seat, Workshop

KEPT = timedelta(days=400)  # what is longer ago is in nobody's calendar any more


def person_of(secret: str) -> Person:
    """Whose calendar this is. One query. Raises Missing."""
    rows = CalendarKey.objects.filter(secret_hash=hash_of(secret), person__is_active=True)
    found = rows.select_related("person").first()
    if found is None:
        raise Missing(_("This calendar address does not hold any more."))
    return found.person


def feed(person: Person, base: str, now: datetime, cohort_id: UUID | None = None) -> bytes:
    """All dates of somebody (of one cohort, where it is named), in their language. Six queries at most."""
    with translation.override(person.language):
        cohorts = _cohorts(person, now, cohort_id)
        calendar = _calendar(organisation().name)
        for cohort in cohorts:
            for event in _of_cohort(cohort, base):
                calendar.add_component(event)
        for workshop in _workshops(person, cohorts):
            for event in events_of(workshop, base):
                calendar.add_component(event)
        return calendar.to_ical()


def one(workshop: Workshop, base: str) -> bytes:
    """A single workshop, to take into one's calendar."""
    calendar = _calendar(workshop.title)
    for event in events_of(workshop, base):
        calendar.add_component(event)
    return calendar.to_ical()


def events_of(workshop: Workshop, base: str) -> Iterator[Event]:
    """An event for each day: a workshop of two days does not take the night between them. Moments are in UTC."""
    days = [list(of_day) for _on, of_day in groupby(workshop.halves, key=lambda half: half.on)]
    for number, day in enumerate(days, 1):
        event = _event(f"workshop-{workshop.id}-{number}", workshop.title, workshop.changed_at)
        if len(days) > 1:
            event["SUMMARY"] = _("%(title)s (day %(number)s of %(count)s)") % {
                "title": workshop.title,
                "number": number,
                "count": len(days),
            }
        event.add("dtstart", day[0].starts.astimezone(UTC))
        event.add("dtend", day[-1].ends.astimezone(UTC))
        event.add("sequence", workshop.revision)
        event.add("status", "CANCELLED" if workshop.cancelled_at else "CONFIRMED")
        if workshop.place or workshop.link:
            event.add("location", workshop.place or workshop.link)
        told = [workshop.link, f"{base}{workshop.url}"]
        event.add("description", "\n".join(line for line in told if line))
        event.add("url", vUri(f"{base}{workshop.url}"))
        yield event


def _cohorts(person: Person, now: datetime, cohort_id: UUID | None) -> list[Cohort]:
    """The cohorts that somebody learns in or looks after."""
    places = Enrolment.objects.filter(person=person, left_at__isnull=True, waiting_since__isnull=True)
    mine = Q(id__in=places.values("cohort_id")) | Q(staff__person=person)
    since = (now - KEPT).date()
    rows = Cohort.objects.filter(mine, Q(ends_on__isnull=True) | Q(ends_on__gte=since)).distinct()
    if cohort_id is not None:
        rows = rows.filter(id=cohort_id)
    limits = Deadline.objects.filter(Q(enrolment__isnull=True) | Q(enrolment__person=person)).order_by("id")
    return list(
        rows.select_related("path")
        .prefetch_related(Prefetch("deadlines", limits))
        .order_by("starts_on", "id")
    )


def _workshops(person: Person, cohorts: Iterable[Cohort]) -> Iterable[Workshop]:
    declined = Seat.objects.filter(enrolment__person=person, state=Seat.State.DECLINED)
    rows = Workshop.objects.filter(cohort__in=cohorts).exclude(id__in=declined.values("workshop_id"))
    return rows.order_by("starts_at", "id")


def _of_cohort(cohort: Cohort, base: str) -> Iterator[Event]:
    title = f"{cohort.path.title}, {cohort.title}"
    stamp = datetime.combine(cohort.created_at.date(), datetime.min.time(), UTC)
    begins = _day(
        f"cohort-{cohort.id}-begins", _("Begins: %(title)s") % {"title": title}, cohort.starts_on, stamp
    )
    begins.add("url", vUri(f"{base}{cohort.url}"))
    yield begins
    if cohort.ends_on:
        ends = _day(
            f"cohort-{cohort.id}-ends", _("Ends: %(title)s") % {"title": title}, cohort.ends_on, stamp
        )
        ends.add("url", vUri(f"{base}{cohort.url}"))
        yield ends
    zone = ZoneInfo(cohort.time_zone)
    # One's own date wins over the cohort's.
    limits = sorted(cohort.deadlines.all(), key=lambda limit: limit.enrolment_id is not None)
    dates = {limit.activity_key: limit for limit in limits}
    steps = dict(
        Activity.objects.filter(version_id=cohort.version_id, key__in=[key for key in dates if key])
        .order_by()
        .values_list("key", "title")
    )
    for key, limit in dates.items():
        name = steps.get(key, cohort.path.title) if key else cohort.path.title
        event = _day(
            f"deadline-{cohort.id}-{key or 'path'}",
            _("To finish: %(title)s") % {"title": name},
            limit.at.astimezone(zone).date(),
            limit.given_at,
        )
        page = f"{base}{cohort.path.url}steps/{key}/" if key else f"{base}{cohort.path.url}"
        event.add("url", vUri(page))
        yield event


def _calendar(name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Cordee//Cordee//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval;value=duration", "PT1H")
    return calendar


def _event(uid: str, title: str, changed_at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{uid}@cordee")
    event.add("dtstamp", changed_at.astimezone(UTC))
    event.add("last-modified", changed_at.astimezone(UTC))
    event.add("summary", title)
    return event


def _day(uid: str, title: str, on: date, changed_at: datetime) -> Event:
    event = _event(uid, title, changed_at)
    event.add("dtstart", on)
    event.add("dtend", on + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event
