"""Who may do what with a path: one place for pages, API, search, live updates and exports.

A ``Standing`` is a person with all they are in one path, read in two queries; every question below is then pure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from cordee.core.errors import Forbidden, Missing
from cordee.paths.models import Attempt, Cohort, Enrolment, Path, PathAuthor, Staff
from cordee.paths.queries.outline import with_limits
from cordee.people.models import Person
from cordee.spaces.access import check_may_write as check_contributes
from cordee.spaces.access import viewer
from cordee.spaces.models import Membership


@dataclass(frozen=True)
class Standing:
    """What ``person`` is in ``path``: one of its authors, on the staff of cohorts, enrolled in cohorts (newest first)."""

    person: Person
    path: Path
    is_author: bool = False
    staffed: Mapping[UUID, frozenset[str]] = field(default_factory=dict)
    enrolments: Sequence[Enrolment] = ()

    @property
    def oversees(self) -> bool:
        """Reads everything: administers, or audits."""
        return self.person.is_administrator or self.person.is_auditor

    @property
    def writes(self) -> bool:
        """Changes what the path holds."""
        return self.person.is_administrator or (self.is_author and not self.person.is_auditor)

    @property
    def learning(self) -> Enrolment | None:
        """The newest place that the person holds."""
        return next((one for one in self.enrolments if not one.left_at and not one.waiting_since), None)

    @property
    def sees(self) -> bool:
        """May know that the path exists: its sheet, its objectives, the titles of its stages."""
        if self.writes or self.oversees or self.staffed or self.enrolments or self.is_author:
            return True
        path = self.path
        return (
            path.audience == Path.Audience.OPEN and path.current_id is not None and path.archived_at is None
        )

    @property
    def reads(self) -> bool:
        """May read what its activities hold."""
        return self.writes or self.oversees or bool(self.staffed) or self.learning is not None

    def facilitates(self, cohort: Cohort) -> bool:
        """Leads this cohort, or administers the whole."""
        if self.person.is_administrator:
            return True
        return not self.person.is_auditor and Staff.Role.FACILITATOR in self.staffed.get(cohort.id, ())

    def tutors(self, cohort: Cohort) -> bool:
        """Validates and grades in this cohort."""
        if self.person.is_administrator:
            return True
        return not self.person.is_auditor and bool(self.staffed.get(cohort.id))

    def accompanies(self, cohort: Cohort) -> bool:
        """Is on the staff of this cohort oneself: to whom learners may show their plan. Nobody is by office."""
        return bool(self.staffed.get(cohort.id))

    def watches(self, cohort: Cohort) -> bool:
        """Sees what each learner of this cohort did."""
        return self.oversees or self.tutors(cohort)


def standing(person: Person, paths: QuerySet[Path]) -> Standing:
    """Where ``person`` stands to the one path of ``paths``; raises Missing where they may not know of it. Two queries."""
    staff = Staff.objects.filter(cohort__path=OuterRef("id"), person=person)
    found = (
        paths.select_related("cover", "current")
        .annotate(
            authored=Exists(PathAuthor.objects.filter(path=OuterRef("id"), person=person)),
            staff_rows=ArraySubquery(staff.values(row=JSONObject(cohort="cohort_id", role="role"))),
        )
        .first()
    )
    if found is None:
        raise Missing(_("There is no such path, or it is not open to you."))
    staffed: dict[UUID, frozenset[str]] = {}
    for row in found.staff_rows:
        cohort = UUID(row["cohort"])
        staffed[cohort] = staffed.get(cohort, frozenset()) | {row["role"]}
    rows = Enrolment.objects.filter(person=person, cohort__path=found)
    enrolments = (
        with_limits(rows)
        .select_related("cohort__space", "version", "circle", "person")
        .order_by("-enrolled_at")
    )
    where = Standing(person, found, found.authored, staffed, list(enrolments))
    if not where.sees:
        raise Missing(_("There is no such path, or it is not open to you."))
    return where


def seen(person: Person) -> Q:
    """The paths that ``person`` may know of, as a condition on Path. ``Standing.sees``, in SQL."""
    if person.is_administrator or person.is_auditor:
        return Q()
    public = Q(audience=Path.Audience.OPEN, current__isnull=False, archived_at__isnull=True)
    return (
        public
        | Q(id__in=PathAuthor.objects.filter(person=person).values("path_id"))
        | Q(id__in=Staff.objects.filter(person=person).values("cohort__path_id"))
        | Q(id__in=Enrolment.objects.filter(person=person).values("cohort__path_id"))
    )


def may_create(person: Person) -> bool:
    """Who writes paths: administrators, facilitators of a space, and who writes one already. Two queries at most."""
    if person.is_administrator:
        return True
    if person.is_auditor:
        return False
    facilitates = Membership.objects.filter(person=person, role=Membership.Role.FACILITATOR).exists()
    return facilitates or PathAuthor.objects.filter(person=person).exists()


def check_creates(person: Person) -> None:
    """Raises Forbidden, Suspended."""
    check_contributes(viewer(person))
    if not may_create(person):
        raise Forbidden(
            _("Paths are written by administrators and by who facilitates a space. Ask one of them.")
        )


def check_writes(where: Standing) -> None:
    """Raises Forbidden."""
    if not where.writes:
        raise Forbidden(_("Only the authors of this path can change it."))


def check_reads(where: Standing) -> None:
    """Raises Forbidden."""
    if not where.reads:
        raise Forbidden(_("Enrol in a cohort of this path to open its activities."))


def check_facilitates(where: Standing, cohort: Cohort) -> None:
    """Raises Forbidden."""
    if not where.facilitates(cohort):
        raise Forbidden(_("Only the facilitators of this cohort can do this."))


def check_answers(where: Standing, attempt: Attempt) -> None:
    """Raises Forbidden."""
    if attempt.enrolment.person_id != where.person.id:
        raise Forbidden(_("Only who began this attempt answers it."))


def check_tutors(where: Standing, cohort: Cohort) -> None:
    """Raises Forbidden."""
    if not where.tutors(cohort):
        raise Forbidden(_("Only the facilitators and tutors of this cohort can do this."))


def check_watches(where: Standing, cohort: Cohort) -> None:
    """Raises Forbidden."""
    if not where.watches(cohort):
        raise Forbidden(_("Only the facilitators and tutors of this cohort can see this."))
