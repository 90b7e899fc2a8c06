"""A cohort, for who may know of it."""

from uuid import UUID

from django.utils.translation import gettext as _

from cordee.core.errors import Missing
from cordee.paths.access import Standing, standing
from cordee.paths.models import Cohort, Path
from cordee.people.models import Person


def cohort_seen(person: Person, cohort_id: UUID) -> tuple[Standing, Cohort]:
    """Where ``person`` stands, and the cohort. Three queries. Raises Missing.

    A cohort is known to its learners and staff, to authors of its path, and (where it lets people enter by themselves) to
    everyone who sees the path.
    """
    cohort = Cohort.objects.select_related("space", "version").filter(id=cohort_id).first()
    if cohort is None:
        raise Missing(_("There is no such cohort, or it is not open to you."))
    try:
        where = standing(person, Path.objects.filter(id=cohort.path_id))
    except Missing:
        raise Missing(_("There is no such cohort, or it is not open to you.")) from None
    among = any(one.cohort_id == cohort.id for one in where.enrolments)
    if not (among or where.watches(cohort) or where.writes or cohort.entry == Cohort.Entry.SELF):
        raise Missing(_("There is no such cohort, or it is not open to you."))
    cohort.path = where.path
    return where, cohort
