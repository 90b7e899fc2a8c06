"""Works, for who may look at them."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from cordee.core import pages
from cordee.core.errors import Missing
from cordee.core.pages import Page
from cordee.paths.access import Standing, standing
from cordee.paths.models import Activity, Cohort, Verdict, Work
from cordee.people.models import Person

PAGE = 20


def work_seen(person: Person, work_id: UUID) -> tuple[Standing, Work]:
    """Where ``person`` stands, and the work. Three queries. Raises Missing."""
    found = Work.objects.select_related("enrolment__cohort", "enrolment__person").filter(id=work_id).first()
    if found is None:
        raise Missing(_("There is no such work, or it is not open to you."))
    try:
        where = standing(person, path=found.enrolment.cohort.path_id)
    except Missing:
        raise Missing(_("There is no such work, or it is not open to you.")) from None
    cohort = found.enrolment.cohort
    peer = found.shared and any(one.cohort_id == cohort.id for one in where.enrolments)
    if not (peer or found.enrolment.person_id == person.id or where.watches(cohort)):
        raise Missing(_("There is no such work, or it is not open to you."))
    return where, found


def waiting_works(cohort: Cohort, cursor: str | None = None, size: int = PAGE) -> Page[Work]:
    """Missions that were sent and wait for a word, oldest first, with the title of their activity. Three queries."""
    said = Verdict.objects.filter(work=OuterRef("id")).exclude(kind=Verdict.Kind.USEFUL).order_by("-id")
    asked = Activity.objects.filter(version=OuterRef("enrolment__version"), key=OuterRef("activity_key"))
    rows = (
        Work.objects.filter(enrolment__cohort=cohort, enrolment__left_at__isnull=True)
        .filter(Exists(asked.filter(kind="mission").exclude(content__contains={"validated_by": "nobody"})))
        .annotate(said_at=Subquery(said.values("at")[:1]), title=Subquery(asked.values("title")[:1]))
        .filter(Q(said_at__isnull=True) | Q(sent_at__gt=Subquery(said.values("at")[:1])))
    )
    if cursor:
        (last,) = pages.decode(cursor, UUID)
        rows = rows.filter(id__gt=last)
    found = (
        rows.select_related("enrolment__person__photo").prefetch_related("files").order_by("id")[: size + 1]
    )
    return pages.cut(list(found), size, lambda work: (work.id,))
