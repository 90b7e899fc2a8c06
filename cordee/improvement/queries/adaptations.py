"""What is arranged otherwise in a cohort."""

from cordee.improvement.models import Adaptation
from cordee.paths.models import Cohort, Enrolment

MOST = 1_000


def adaptations_of(cohort: Cohort) -> list[Adaptation]:
    """Those that hold first, newest first. One query."""
    rows = Adaptation.objects.filter(enrolment__cohort=cohort)
    rows = rows.select_related("enrolment__person", "enrolment__cohort", "by")
    found = list(rows.order_by("-id")[:MOST])
    return sorted(found, key=lambda one: one.ended_at is not None)


def learners_of(cohort: Cohort) -> list[Enrolment]:
    """Who takes part, by name. One query."""
    rows = Enrolment.objects.filter(cohort=cohort, left_at=None, waiting_since=None)
    return list(rows.select_related("person").order_by("person__name", "id")[:MOST])
