"""The cohorts and learners that somebody may choose from."""

from cordee.evidence import access
from cordee.paths.models import Cohort, Enrolment
from cordee.people.models import Person

MOST = 300


def cohorts_of(person: Person) -> list[Cohort]:
    """The cohorts whose pieces somebody reads, with their paths, the newest first. Two queries at most."""
    rows = Cohort.objects.select_related("path").order_by("-starts_on", "title")
    if not access.oversees(person):
        rows = rows.filter(id__in=access.led_by(person))
    return list(rows[:MOST])


def learners_of(cohort: Cohort) -> list[Enrolment]:
    """Who takes or took part, by name. One query."""
    rows = Enrolment.objects.filter(cohort=cohort, waiting_since__isnull=True, person__erased_at__isnull=True)
    return list(rows.select_related("person").order_by("person__name"))
