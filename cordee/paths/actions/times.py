"""Time at a path that was measured elsewhere: in workshops, in the demo's past, on the platform that one comes from."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from cordee.paths.models import Day, Enrolment, Progress


@dataclass(frozen=True)
class Spent:
    """So many seconds at a step that was opened, on one day of the cohort's zone."""

    enrolment_id: UUID
    key: UUID
    on: date
    seconds: int


@transaction.atomic
def count_times(spent: Iterable[Spent]) -> None:
    """Add all of it to the steps and to the days, many at once. Four queries."""
    steps: Counter[tuple[UUID, UUID]] = Counter()
    days: Counter[tuple[UUID, date]] = Counter()
    for one in spent:
        steps[one.enrolment_id, one.key] += one.seconds
        days[one.enrolment_id, one.on] += one.seconds
    people = {enrolment for enrolment, _on in days}
    opened = list(Progress.objects.select_for_update().filter(enrolment__in=people))
    for row in opened:
        row.seconds += steps[row.enrolment_id, row.activity_key]
    Progress.objects.bulk_update(opened, ["seconds"], batch_size=500)
    known = {(day.enrolment_id, day.on): day.seconds for day in Day.objects.filter(enrolment__in=people)}
    Day.objects.bulk_create(
        [
            Day(enrolment_id=enrolment, on=on, seconds=seconds + known.get((enrolment, on), 0))
            for (enrolment, on), seconds in days.items()
        ],
        update_conflicts=True,
        unique_fields=["enrolment", "on"],
        update_fields=["seconds"],
    )


def count_attendance(enrolment: Enrolment, on: date, seconds: int) -> None:
    """So long in workshops on that day, in a transaction of the caller's, who counts anew after each correction."""
    Day.objects.update_or_create(enrolment=enrolment, on=on, defaults={"attended": seconds})
