"""How many hours of training each enrolment has between two days: the rule of the yearly report, in one place.

Workshops count by their sheets: the minutes of each half-day for which the learner is present, as it holds now. Steps at
a distance count as long as they are planned to take (the average duration that D.6313-3-1 has us announce), once they are
done; a step that a positioning passed over was not followed, and a workshop's step is counted by its sheet alone. Both
together count, for the steps' part, up to the hours planned for the enrolment, over all years: what is signed is never
cut. Hours that are proven elsewhere (``Dossier.minutes_done``) count instead, in the year in which the cohort ends.

The time that was measured with a page open is never counted: it is told beside, to be compared.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum

from cordee.paths.models import Activity, Day, Enrolment, Progress
from cordee.workshops.models import Signature

ZONE = ZoneInfo("Europe/Paris")
WORKSHOP = "workshop"  # the kind of step that attendance completes


@dataclass(frozen=True, slots=True)
class Followed:
    """The minutes that count, and of them those signed in workshops."""

    minutes: int
    signed: int


def counted(signed: int, steps: int, planned: int | None) -> int:
    """The minutes that count of what happened up to a day: what is signed whole, steps up to what is planned. Pure."""
    if planned is None:
        return signed + steps
    return max(signed, min(signed + steps, planned))


def followed(first: date, last: date, planned: dict[UUID, int | None]) -> dict[UUID, Followed]:
    """The minutes of each enrolment from ``first`` to ``last``, without those proven elsewhere. Two queries.

    ``planned``: the minutes planned for an enrolment, where somebody said them. What counts in a year is what counts
    up to its end less what counted up to its beginning, so that years add up to the whole.
    """
    signed = _signed(first, last)
    steps = _steps(first, last)
    found: dict[UUID, Followed] = {}
    for enrolment in signed.keys() | steps.keys():
        (signed_before, signed_then), (steps_before, steps_then) = signed[enrolment], steps[enrolment]
        limit = planned.get(enrolment)
        minutes = counted(signed_then, steps_then, limit) - counted(signed_before, steps_before, limit)
        if minutes > 0:
            found[enrolment] = Followed(minutes, signed_then - signed_before)
    return found


def measured(first: date, last: date, enrolments: QuerySet[Enrolment]) -> int:
    """The seconds with a page in use, of these enrolments. One query."""
    rows = Day.objects.filter(on__gte=first, on__lte=last, enrolment__in=enrolments.values("id"))
    return int(rows.aggregate(total=Sum("seconds"))["total"] or 0)


def trained(first: date, last: date) -> dict[UUID, int]:
    """The minutes of half-days that each trainer signed. One query."""
    rows = Signature.objects.filter(
        enrolment=None, present=True, replacement=None, on__gte=first, on__lte=last
    )
    return dict(rows.order_by().values("by").annotate(total=Sum("minutes")).values_list("by", "total"))


def _signed(first: date, last: date) -> dict[UUID, tuple[int, int]]:
    rows = Signature.objects.filter(enrolment__isnull=False, present=True, replacement=None, on__lte=last)
    return _before_and_then(rows, "minutes", Q(on__lt=first))


def _steps(first: date, last: date) -> dict[UUID, tuple[int, int]]:
    begins = datetime.combine(first, time(0), ZONE)
    ends = datetime.combine(date.fromordinal(last.toordinal() + 1), time(0), ZONE)
    planned = Activity.objects.filter(version=OuterRef("enrolment__version"), key=OuterRef("activity_key"))
    rows = Progress.objects.filter(done_at__lt=ends, skipped_why="").annotate(
        length=Subquery(planned.exclude(kind=WORKSHOP).values("minutes")[:1])
    )
    return _before_and_then(rows, "length", Q(done_at__lt=begins))


def _before_and_then(rows: QuerySet[Any], minutes: str, before: Q) -> dict[UUID, tuple[int, int]]:
    told = (
        rows.order_by()
        .values(who=F("enrolment"))
        .annotate(then=Sum(minutes), before=Sum(minutes, filter=before))
    )
    found: dict[UUID, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for row in told:
        found[row["who"]] = (row["before"] or 0, row["then"] or 0)
    return found
