"""Links for auditors, and their visits."""

from django.db.models import Count, Max, Q, QuerySet

from cordee.core.pages import Page, newest
from cordee.evidence.models import AuditLink, Visit
from cordee.paths.models import Enrolment
from cordee.people.models import Person

SIZE = 30


def links(after: str | None) -> Page[AuditLink]:
    """The links, the newest first, with how often and when last they were opened. One query."""
    rows: QuerySet[AuditLink] = AuditLink.objects.select_related("made_by").annotate(
        visit_count=Count("visits"), last_visit=Max("visits__at")
    )
    return newest(rows, after, SIZE)


def visits_about(person: Person) -> list[Visit]:
    """The visits of auditors whose link covers somebody's places in cohorts, the newest first. Two queries."""
    places = list(Enrolment.objects.filter(person=person).values_list("cohort_id", "cohort__path_id"))
    theirs = Q(link__cohorts__overlap=[cohort for cohort, _path in places]) | Q(
        link__paths__overlap=[path for _cohort, path in places]
    )
    whole = Q(link__cohorts=[], link__paths=[])
    found = Visit.objects.filter(theirs | whole if places else whole)
    return list(found.select_related("link__made_by").order_by("-id")[:SIZE])
