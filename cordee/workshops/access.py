"""Who may do what with a workshop. All of it follows from where somebody stands to its path and cohort."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from cordee.core.errors import Forbidden
from cordee.paths.access import Standing
from cordee.paths.models import Cohort, Enrolment
from cordee.people.models import Person


@dataclass(frozen=True)
class Sight:
    """Somebody before the workshops of one cohort."""

    where: Standing
    cohort: Cohort

    @property
    def person(self) -> Person:
        """Who it is."""
        return self.where.person

    @property
    def enrolment(self) -> Enrolment | None:
        """Their place in the cohort, where they hold one."""
        return next(
            (
                one
                for one in self.where.enrolments
                if one.cohort_id == self.cohort.id and not one.left_at and not one.waiting_since
            ),
            None,
        )

    @property
    def sees(self) -> bool:
        """May know of its workshops."""
        return self.enrolment is not None or self.where.watches(self.cohort) or self.leads

    @property
    def leads(self) -> bool:
        """Plans workshops and keeps their sheets: the cohort's staff, authors, administrators."""
        return self.where.tutors(self.cohort) or self.where.writes

    @property
    def watches(self) -> bool:
        """Reads the sheets."""
        return self.leads or self.where.watches(self.cohort)


def check_leads(sight: Sight) -> None:
    """Raises Forbidden."""
    if not sight.leads:
        raise Forbidden(_("Only the facilitators and tutors of this cohort can do this."))


def check_watches(sight: Sight) -> None:
    """Raises Forbidden."""
    if not sight.watches:
        raise Forbidden(_("Only the facilitators and tutors of this cohort can see this."))


def check_learns(sight: Sight) -> Enrolment:
    """The place of who takes part; raises Forbidden."""
    if (enrolment := sight.enrolment) is None:
        raise Forbidden(_("This is for the learners of the cohort. Ask its facilitators to enrol you."))
    return enrolment
