"""A cohort, for who may know of it."""

from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from cordee.core.errors import Missing
from cordee.paths.access import Standing, standing
from cordee.paths.models import Cohort, Enrolment
from cordee.people.cards import Card, card, columns
from cordee.people.models import Person

MOST_PEOPLE = 1_000


def cohort_seen(person: Person, cohort_id: UUID) -> tuple[Standing, Cohort]:
    """Where ``person`` stands, and the cohort. Three queries. Raises Missing.

    A cohort is known to its learners and staff, to authors of its path, and (where it lets people enter by themselves) to
    everyone who sees the path.
    """
    cohort = Cohort.objects.select_related("space", "version").filter(id=cohort_id).first()
    if cohort is None:
        raise Missing(_("There is no such cohort, or it is not open to you."))
    try:
        where = standing(person, path=cohort.path_id)
    except Missing:
        raise Missing(_("There is no such cohort, or it is not open to you.")) from None
    among = any(one.cohort_id == cohort.id for one in where.enrolments)
    if not (among or where.watches(cohort) or where.writes or cohort.entry == Cohort.Entry.SELF):
        raise Missing(_("There is no such cohort, or it is not open to you."))
    cohort.path = where.path
    return where, cohort


def cohort_invited(person: Person, link: str) -> tuple[Standing, Cohort]:
    """The cohort whose link this is, while it lets people in by it. Three queries. Raises Missing."""
    rows = Cohort.objects.select_related("space", "version", "path__current").exclude(link="")
    cohort = rows.filter(link=link, entry=Cohort.Entry.LINK, closed_at__isnull=True).first()
    if cohort is None:
        raise Missing(_("This invitation does not hold any more. Ask who sent it for a new one."))
    try:
        where = standing(person, path=cohort.path_id)
    except Missing:
        where = Standing(person, cohort.path)
    return where, cohort


def cohorts_of(where: Standing) -> list[Cohort]:
    """The cohorts of a path that somebody may know of, the next to begin first, with ``taken`` places. One query.

    Their own ones; those that one may enter; all of them for who writes or watches.
    """
    held = Q(enrolments__left_at__isnull=True, enrolments__waiting_since__isnull=True)
    rows = Cohort.objects.filter(path=where.path).annotate(taken=Count("enrolments", filter=held))
    if not (where.writes or where.oversees):
        own = [one.cohort_id for one in where.enrolments if not one.left_at] + list(where.staffed)
        rows = rows.filter(Q(id__in=own) | Q(entry=Cohort.Entry.SELF, closed_at__isnull=True))
    return list(rows.order_by("-starts_on", "-id")[:50])


def staff_of(cohort: Cohort) -> list[tuple[str, Card]]:
    """Who leads and who tutors. One query."""
    rows = cohort.staff.order_by("role", "person__name").values_list("role", *columns("person"))
    return [(row[0], found) for row in rows if (found := card(row[1:]))]


def people_of(cohort: Cohort) -> list[tuple[int, Card]]:
    """Who takes part, by circle (0: in none), then by name. One query."""
    rows = Enrolment.objects.filter(cohort=cohort, left_at__isnull=True, waiting_since__isnull=True)
    ordered = rows.order_by("circle__number", "person__name").values_list(
        "circle__number", *columns("person")
    )
    return [(row[0] or 0, found) for row in ordered[:MOST_PEOPLE] if (found := card(row[1:]))]
