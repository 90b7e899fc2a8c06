"""The one step of a path that is worth ten minutes now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from cordee.core.compiled import compiled
from cordee.paths.models import Deadline, Enrolment, Progress
from cordee.paths.release import Release, Situation, closed_why
from cordee.people.models import Person

MOST_ROWS = 400


@dataclass(frozen=True, slots=True)
class NextStep:
    """A step to go on with, in which path, and until when it should be done."""

    enrolment_id: UUID
    path_slug: str
    path_title: str
    starts_on: date
    time_zone: str
    key: UUID
    title: str
    minutes: int
    required: bool
    release: dict
    begun: bool
    due_at: datetime | None


def next_step(person: Person, now: datetime) -> NextStep | None:
    """Where ``person`` goes on: of their paths, the one whose step is due first, else that was seen last. One query."""
    rows = [NextStep(*row) for row in _to_do(me=person.id, until=now.date())]
    found = [one for place in _by_place(rows) if (one := _first_open(place, now))]
    due = [one for one in found if one.due_at]
    return min(due, key=lambda one: one.due_at or now) if due else next(iter(found), None)


@compiled()
def _to_do(*, me: UUID, until: date) -> QuerySet:
    """What is not done yet in the paths that somebody takes, the path seen last first, its steps in order."""
    limits = Deadline.objects.filter(
        Q(enrolment__isnull=True) | Q(enrolment=OuterRef("id")),
        Q(activity_key__isnull=True) | Q(activity_key=OuterRef("step_key")),
        cohort=OuterRef("cohort_id"),
    ).order_by(F("activity_key").asc(nulls_last=True), F("enrolment_id").asc(nulls_last=True))
    progress = Progress.objects.filter(enrolment=OuterRef("id"), activity_key=OuterRef("step_key"))
    rows = Enrolment.objects.filter(
        person_id=me,
        left_at__isnull=True,
        waiting_since__isnull=True,
        completed_at__isnull=True,
        cohort__closed_at__isnull=True,
        cohort__starts_on__lte=until,
    ).annotate(step_key=F("version__activities__key"))
    return (
        rows.annotate(begun=Exists(progress), due=Subquery(limits.values("at")[:1]))
        .filter(~Exists(progress.filter(done_at__isnull=False)), step_key__isnull=False)
        .order_by(
            F("last_seen_at").desc(nulls_last=True),
            "id",
            "version__activities__module__position",
            "version__activities__position",
        )
        .values_list(
            "id",
            "cohort__path__slug",
            "cohort__path__title",
            "cohort__starts_on",
            "cohort__time_zone",
            "step_key",
            "version__activities__title",
            "version__activities__minutes",
            "version__activities__required",
            "version__activities__release",
            "begun",
            "due",
        )[:MOST_ROWS]
    )


def _by_place(rows: Iterable[NextStep]) -> Iterable[list[NextStep]]:
    places: dict[UUID, list[NextStep]] = {}
    for row in rows:
        places.setdefault(row.enrolment_id, []).append(row)
    return places.values()


def _first_open(left: list[NextStep], now: datetime) -> NextStep | None:
    """The first required step that is open; what opens by a score or for a group shows on the path's own page."""
    waiting = {one.key: one.title for one in left}
    for one in left:
        release = Release.given(one.release or {})
        if not one.required or release.group or release.score:
            continue
        # Of what comes first, what is not in ``left`` is done, or is not in this version any more.
        at = Situation(one.starts_on, ZoneInfo(one.time_zone), now, (), {}, (), waiting)
        if not closed_why(release, at):
            return one
    return None
