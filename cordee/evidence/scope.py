"""Which pieces: of some paths or cohorts, one place in a cohort, one person, between two days; without any, all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from cordee.paths.models import Cohort


@dataclass(frozen=True)
class Scope:
    """The pieces that somebody reads or takes away. Days are of UTC, both included."""

    paths: tuple[UUID, ...] = ()
    cohorts: tuple[UUID, ...] = ()
    enrolment: UUID | None = None
    person: UUID | None = None
    since: date | None = None
    until: date | None = None

    @property
    def is_whole(self) -> bool:
        """All that the ledger holds."""
        return self == Scope()

    def told(self) -> dict[str, Any]:
        """As it is written into a file, or kept."""
        return {
            "paths": [str(one) for one in self.paths],
            "cohorts": [str(one) for one in self.cohorts],
            "enrolment": str(self.enrolment) if self.enrolment else None,
            "person": str(self.person) if self.person else None,
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
        }


def covered(scope: Scope) -> Q:
    """A scope as a condition on Piece. A cohort brings along what is its path's alone: programme, authors. One query for
    cohorts.
    """
    found = Q()
    if scope.paths or scope.cohorts:
        found = _of_places(scope.paths, scope.cohorts)
    if scope.enrolment:
        found &= Q(enrolment_id=scope.enrolment)
    if scope.person:
        found &= Q(subject_id=scope.person)
    if scope.since:
        found &= Q(at__gte=_midnight(scope.since))
    if scope.until and scope.until < date.max:
        found &= Q(at__lt=_midnight(scope.until + timedelta(days=1)))
    return found


def _of_places(paths: Iterable[UUID], cohorts: tuple[UUID, ...]) -> Q:
    found = Q(path_id__in=list(paths))
    if cohorts:
        theirs = Cohort.objects.filter(id__in=cohorts).values_list("path_id", flat=True)
        found |= Q(cohort_id__in=cohorts) | Q(path_id__in=list(theirs), cohort_id=None)
    return found


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(), UTC)
