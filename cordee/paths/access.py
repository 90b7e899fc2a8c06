"""Who may do what with a path: one place for pages, API, search, live updates and exports.

A ``Standing`` is a person with all they are in one path, read in two queries; every question below is then pure.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from cordee.core.compiled import columns_of, compiled, next_instance
from cordee.core.errors import Forbidden, Missing
from cordee.core.queries import organisation
from cordee.media.models import File
from cordee.paths.models import Attempt, Circle, Cohort, Enrolment, Path, PathAuthor, Staff, Version
from cordee.paths.queries.outline import with_limits
from cordee.people.models import Person
from cordee.spaces.access import check_may_write as check_contributes
from cordee.spaces.access import viewer
from cordee.spaces.models import Membership, Space

SHOWN_HERE = (Path.Audience.PUBLIC, Path.Audience.OPEN)  # to whoever has an account


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
        """Reads everything: administers, audits, or is responsible for training."""
        return self.person.answers_for_training

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
        return path.audience in SHOWN_HERE and path.current_id is not None and path.archived_at is None

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


def standing(
    person: Person, *, path: UUID | None = None, slug: str | None = None, cohort: UUID | None = None
) -> Standing:
    """Where ``person`` stands to the path that is named so. Two queries. Raises Missing where they may not know of it."""
    rows = _path_rows(me=person.id, path=path, slug=slug, cohort=cohort)
    if not rows:
        raise Missing(_("There is no such path, or it is not open to you."))
    row = iter(rows[0])
    found = next_instance(Path, row)
    assert found is not None
    found.cover, found.current = next_instance(File, row), next_instance(Version, row)
    is_author, staff_rows = row
    staffed: dict[UUID, frozenset[str]] = {}
    for one in staff_rows:
        key = UUID(one["cohort"])
        staffed[key] = staffed.get(key, frozenset()) | {one["role"]}
    enrolments = [_enrolment(person, found, iter(row)) for row in _places(me=person.id, path=found.id)]
    where = Standing(person, found, is_author, staffed, enrolments)
    if not where.sees:
        raise Missing(_("There is no such path, or it is not open to you."))
    return where


@compiled()
def _path_rows(*, me: UUID, path: UUID | None, slug: str | None, cohort: UUID | None) -> QuerySet:
    """The path with its cover and current version; whether ``me`` writes it, and what they are on its staff."""
    named = {"id": path, "slug": slug, "cohorts": cohort}
    staff = Staff.objects.filter(cohort__path=OuterRef("id"), person_id=me)
    return (
        Path.objects.filter(**{name: value for name, value in named.items() if value is not None})
        .annotate(
            authored=Exists(PathAuthor.objects.filter(path=OuterRef("id"), person_id=me)),
            staff_rows=ArraySubquery(staff.values(row=JSONObject(cohort="cohort_id", role="role"))),
        )
        .values_list(
            *columns_of(Path),
            *columns_of(File, "cover__"),
            *columns_of(Version, "current__"),
            "authored",
            "staff_rows",
        )
    )


@compiled()
def _places(*, me: UUID, path: UUID) -> QuerySet:
    """The enrolments of ``me`` in a path, newest first, with all that hangs from them."""
    rows = with_limits(Enrolment.objects.filter(person_id=me, cohort__path_id=path))
    return rows.order_by("-enrolled_at").values_list(
        *columns_of(Enrolment),
        *columns_of(Cohort, "cohort__"),
        *columns_of(Space, "cohort__space__"),
        *columns_of(Version, "version__"),
        *columns_of(Circle, "circle__"),
        "limits",
    )


def _enrolment(person: Person, path: Path, row: Iterator[Any]) -> Enrolment:
    found, cohort = next_instance(Enrolment, row), next_instance(Cohort, row)
    space, version = next_instance(Space, row), next_instance(Version, row)
    assert found is not None
    assert cohort is not None
    assert version is not None
    cohort.path, cohort.space = path, space
    found.person, found.cohort, found.version = person, cohort, version
    found.circle, found.limits = next_instance(Circle, row), next(row)
    return found


def seen(person: Person) -> Q:
    """The paths that ``person`` may know of, as a condition on Path. ``Standing.sees``, in SQL."""
    if person.answers_for_training:
        return Q()
    shown = Q(audience__in=SHOWN_HERE, current__isnull=False, archived_at__isnull=True)
    return (
        shown
        | Q(id__in=PathAuthor.objects.filter(person=person).values("path_id"))
        | Q(id__in=Staff.objects.filter(person=person).values("cohort__path_id"))
        | Q(id__in=Enrolment.objects.filter(person=person).values("cohort__path_id"))
    )


def public() -> Q:
    """The paths whose sheet anybody may read, signed in or not: organisation and authors agree."""
    if not organisation().public_sheets:
        return Q(pk__in=[])
    return Q(
        audience=Path.Audience.PUBLIC, current__isnull=False, archived_at__isnull=True, is_template=False
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


def check_reads_dossiers(where: Standing, cohort: Cohort) -> None:
    """Raises Forbidden: who pays for whom is for who leads the cohort, administers or audits. Tutors need none of it."""
    if not (where.facilitates(cohort) or where.oversees):
        raise Forbidden(_("Only the facilitators of this cohort can do this."))


def check_watches(where: Standing, cohort: Cohort) -> None:
    """Raises Forbidden."""
    if not where.watches(cohort):
        raise Forbidden(_("Only the facilitators and tutors of this cohort can see this."))
