"""What shows that somebody took part: days, steps, works, for one learner."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from cordee.paths.models import Cohort, Day, Enrolment, Work
from cordee.paths.queries.outline import Outline, outline, with_limits
from cordee.sheets import Column, Sheet

SPENT = Q(seconds__gt=0) | Q(attended__gt=0)


@dataclass(frozen=True)
class Assiduity:
    """One learner's traces."""

    enrolment: Enrolment
    outline: Outline
    days: list[Day]
    works: list[Work]

    @property
    def seconds(self) -> int:
        """The whole time at it."""
        return sum(day.seconds for day in self.days)

    @property
    def attended(self) -> int:
        """The seconds in workshops, as their sheets say."""
        return sum(day.attended for day in self.days)


def assiduity(enrolment_id: UUID, cohort: Cohort, now: datetime) -> Assiduity | None:
    """The traces of one learner of the cohort; None where there is none of this name. Six queries at most."""
    rows = with_limits(Enrolment.objects.filter(cohort=cohort, id=enrolment_id))
    found = rows.select_related("cohort", "version", "person", "circle").first()
    if found is None:
        return None
    return Assiduity(
        found,
        outline(found, now=now),
        list(Day.objects.filter(SPENT, enrolment=found).order_by("on")),
        list(Work.objects.filter(enrolment=found).order_by("sent_at")),
    )


def days_sheet(cohort: Cohort) -> Sheet:
    """Who was at their path on which day and for how long, to take away. One query, as it is read."""
    columns = [
        Column("name", _("Name")),
        Column("email", _("E-mail")),
        Column("day", _("Day"), "date"),
        Column("minutes", _("Minutes"), "number"),
        Column("attended", _("Minutes in workshops"), "number"),
    ]
    rows = Day.objects.filter(SPENT, enrolment__cohort=cohort).order_by("enrolment__person__name", "on")
    told = rows.values_list(
        "enrolment__person__name", "enrolment__person__email", "on", "seconds", "attended"
    )
    return Sheet(
        "days",
        _("Days of a cohort"),
        columns,
        (
            (name, email or "", on, round(seconds / 60, 1), round(attended / 60, 1))
            for name, email, on, seconds, attended in told.iterator(chunk_size=2000)
        ),
    )
