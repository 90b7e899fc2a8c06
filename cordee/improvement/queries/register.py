"""The register of concerns, one concern, and what is mine."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordee.core import pages
from cordee.core.errors import Missing
from cordee.core.pages import Page
from cordee.improvement import access
from cordee.improvement.models import Concern, Measure, Step
from cordee.paths.models import Version
from cordee.people.models import Person

PAGE = 30
SHOWN = {
    "open": gettext_lazy("still open"),
    "late": gettext_lazy("late"),
    "closed": gettext_lazy("closed ones"),
    "all": gettext_lazy("all of them"),
}


def late(today: date) -> Q:
    """Open, and a promised day of it or of one of its actions has passed, as a condition on Concern."""
    overdue = Measure.objects.filter(concern=OuterRef("pk"), done_at=None, due_on__lt=today)
    missed = Q(acknowledged_at=None, acknowledge_by__lt=today) | Q(answered_at=None, answer_by__lt=today)
    return Q(closed_at=None) & (missed | Q(Exists(overdue)))


def count_of_late(today: date) -> int:
    """How many concerns are late. One query."""
    return Concern.objects.exclude(confirmed_at=None).filter(late(today)).count()


def register(
    person: Person,
    *,
    today: date,
    shown: str = "open",
    kind: str = "",
    cursor: str | None = None,
    size: int = PAGE,
) -> Page[Concern]:
    """Concerns, newest first, each with ``is_overdue``. For who answers for training. One query. Raises Forbidden."""
    access.check_reads_all(person)
    rows = Concern.objects.exclude(confirmed_at=None)
    match shown:
        case "late":
            rows = rows.filter(late(today))
        case "closed":
            rows = rows.exclude(closed_at=None)
        case "open":
            rows = rows.filter(closed_at=None)
    if kind in Concern.Kind.values:
        rows = rows.filter(kind=kind)
    overdue = Measure.objects.filter(concern=OuterRef("pk"), done_at=None, due_on__lt=today)
    rows = rows.annotate(is_overdue=Exists(overdue))
    return pages.newest(rows.select_related("person", "assigned", "path", "cohort"), cursor, size)


def about(
    rows: QuerySet[Concern], paths: Collection[UUID] = (), cohorts: Collection[UUID] = ()
) -> QuerySet[Concern]:
    """Those of some paths or cohorts; all, where none is named."""
    return rows.filter(Q(path_id__in=paths) | Q(cohort_id__in=cohorts)) if paths or cohorts else rows


def concern_seen(person: Person, concern_id: UUID) -> Concern:
    """One concern with its measures, for who raised it, looks after it or reads all. Two queries. Raises Missing."""
    rows = Concern.objects.select_related("person", "assigned", "path", "cohort")
    measures = Measure.objects.select_related("owner", "done_by", "version__path").order_by("id")
    found = (
        rows.prefetch_related(Prefetch("measures", measures))
        .filter(id=concern_id)
        .exclude(confirmed_at=None)
        .first()
    )
    if found is None or not (access.raised(person, found) or access.reads_file(person, found)):
        raise Missing(_("There is no such request, or it is not yours to read."))
    return found


def steps_of(concern: Concern, *, inner: bool) -> list[Step]:
    """What happened, in order; ``inner`` with what is not told to who raised it. One query."""
    rows = concern.steps.select_related("by").order_by("at", "id")
    return list(rows if inner else rows.filter(inner=False))


def mine(person: Person, cursor: str | None = None, size: int = PAGE) -> Page[Concern]:
    """What somebody raised, newest first. One query."""
    rows = Concern.objects.filter(person=person).select_related("path", "cohort")
    return pages.newest(rows, cursor, size)


def given_to(person: Person) -> tuple[list[Concern], list[Measure]]:
    """What somebody looks after, and the actions that they have to do. Two queries."""
    concerns = Concern.objects.filter(assigned=person, closed_at=None).exclude(confirmed_at=None)
    owed = Measure.objects.filter(owner=person, done_at=None).select_related("concern")
    return list(concerns.order_by("answer_by", "id")[:50]), list(owed.order_by("due_on", "id")[:50])


def measure_of(concern: Concern, measure_id: UUID) -> Measure:
    """One of its measures, as it was read with it. Raises Missing."""
    for one in concern.measures.all():
        if one.id == measure_id:
            return one
    raise Missing(_("There is no such action, or it is not yours to read."))


def versions_to_link(concern: Concern) -> list[Version]:
    """The published versions that may carry a change: of its path, or the newest of all. One query."""
    rows = Version.objects.exclude(published_at=None).select_related("path")
    if concern.path_id:
        rows = rows.filter(path_id=concern.path_id)
    return list(rows.order_by("-published_at")[:30])
