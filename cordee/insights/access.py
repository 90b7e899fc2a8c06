"""Who reads which figures: figures about people are for those who look after them, and each sees their own part."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from cordee.core.errors import Forbidden, Missing
from cordee.core.queries import organisation
from cordee.insights.models import Scope
from cordee.paths.access import standing
from cordee.paths.models import Cohort, Path, Staff
from cordee.people.models import Person, Unit
from cordee.spaces import access
from cordee.spaces.models import Membership, Space

MOST = 20  # of each kind, in a list of links


@dataclass(frozen=True)
class Subject:
    """Of what somebody reads figures. ``closely``: they may know who did what, as those who look after people do.

    Of the organisation only who administers or audits it may; who answers for training reads of all, closely of what they
    look after themselves. Of a unit nobody, its line managers least of all: only groups of five or more, and none that
    could be worked out by taking one from another.
    """

    scope: Scope
    scope_id: UUID | None
    title: str
    url: str
    closely: bool = True

    @property
    def address(self) -> str:
        """Where its figures are."""
        return "/insights/" if self.scope_id is None else f"/insights/{self.scope.value}/{self.scope_id}/"


def check_reads_health(who: access.Viewer, space: Space) -> None:
    """Raises Missing, Forbidden."""
    access.check_sees(who, space)
    if not (who.facilitates(space) or who.person.answers_for_training):
        raise Forbidden(_("The health of a space is for those who facilitate it."))


def subject(who: access.Viewer, scope: Scope, scope_id: UUID | None) -> Subject:
    """What is asked about, if ``who`` may read its figures. At most three queries. Raises Missing, Forbidden."""
    if scope is Scope.ORGANISATION or scope_id is None:
        if not (who.person.answers_for_training or who.keeps_a_space):
            raise Forbidden(
                _("The figures of the organisation are for those who look after a space, or after all.")
            )
        return Subject(Scope.ORGANISATION, None, organisation().name, "/insights/", closely=who.oversees)
    match scope:
        case Scope.SPACE:
            return _space(who, scope_id)
        case Scope.COHORT:
            return _cohort(who, scope_id)
        case Scope.PATH:
            return _path(who, scope_id)
        case Scope.UNIT:
            return _unit(who, scope_id)


def _space(who: access.Viewer, scope_id: UUID) -> Subject:
    space = Space.objects.filter(pk=scope_id).first()
    if space is None:
        raise Missing(_("There is no such space, or it is not open to you."))
    check_reads_health(who, space)
    closely = who.oversees or who.facilitates(space)
    return Subject(Scope.SPACE, space.id, space.title, space.url, closely=closely)


def _cohort(who: access.Viewer, scope_id: UUID) -> Subject:
    where = standing(who.person, cohort=scope_id)
    cohort = Cohort.objects.get(pk=scope_id)
    if not where.watches(cohort):
        raise Forbidden(_("The figures of a cohort are for those who look after it."))
    closely = who.oversees or where.tutors(cohort)
    return Subject(Scope.COHORT, cohort.id, cohort.title, cohort.url, closely=closely)


def _path(who: access.Viewer, scope_id: UUID) -> Subject:
    where = standing(who.person, path=scope_id)
    if not (where.oversees or where.writes or where.staffed):
        raise Forbidden(_("The figures of a path are for those who write it or look after its cohorts."))
    return Subject(Scope.PATH, where.path.id, where.path.title, where.path.url, closely=who.oversees)


_REACHED = """
WITH RECURSIVE reached (id) AS (
  SELECT DISTINCT unit_id FROM people_person WHERE manager_id = %s AND unit_id IS NOT NULL
  UNION SELECT u.id FROM people_unit u JOIN reached r ON u.parent_id = r.id
) SELECT id FROM reached
"""


def units_read(person: Person) -> list[Unit]:
    """The units in which somebody's team stands, and those below. Two queries."""
    with connection.cursor() as cursor:
        cursor.execute(_REACHED, [person.id])
        found = [unit for (unit,) in cursor.fetchall()]
    return list(Unit.objects.filter(id__in=found).order_by("name")) if found else []


def _unit(who: access.Viewer, scope_id: UUID) -> Subject:
    unit = Unit.objects.filter(pk=scope_id).first()
    if unit is None or not (who.person.answers_for_training or unit in units_read(who.person)):
        raise Missing(_("There is no such unit, or its figures are not open to you."))
    return Subject(Scope.UNIT, unit.id, unit.name, f"/insights/unit/{unit.id}/", closely=False)


def subjects(who: access.Viewer) -> list[Subject]:
    """Of what ``who`` may read figures by what they look after, for a list of links. At most six queries."""
    me = who.person
    kept, staffed = access.visible(who), Q()
    if not me.answers_for_training:
        kept = Q(memberships__person=me, memberships__role=Membership.Role.FACILITATOR)
        staffed = Q(id__in=Staff.objects.filter(person=me).values("cohort_id"))
    spaces = Space.objects.filter(kept).order_by("title")
    cohorts = Cohort.objects.filter(staffed, closed_at=None).order_by("-starts_on")
    found = []
    if who.person.answers_for_training or who.keeps_a_space:
        found.append(
            Subject(Scope.ORGANISATION, None, organisation().name, "/insights/", closely=who.oversees)
        )
    found += [Subject(Scope.SPACE, one.id, one.title, one.url) for one in spaces[:MOST]]
    if me.answers_for_training:
        paths = Path.objects.filter(current__isnull=False, archived_at=None).order_by("title")
        found += [Subject(Scope.PATH, one.id, one.title, one.url) for one in paths[:MOST]]
    found += [Subject(Scope.COHORT, one.id, one.title, one.url) for one in cohorts[:MOST]]
    units = Unit.objects.order_by("name")[:MOST] if me.answers_for_training else units_read(me)[:MOST]
    found += [Subject(Scope.UNIT, one.id, one.name, "", closely=False) for one in units]
    return found
