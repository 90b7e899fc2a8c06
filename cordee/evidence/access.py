"""Who reads the ledger, takes it away, brings pieces, gives links: one place for pages, API and export."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from cordee.core.errors import Forbidden
from cordee.evidence.scope import Scope
from cordee.paths.models import Staff
from cordee.people.models import Person


def oversees(person: Person) -> bool:
    """Reads the whole ledger: administers, audits, or is responsible for training."""
    return person.answers_for_training


def led_by(person: Person) -> tuple[UUID, ...]:
    """The cohorts on whose staff somebody is. One query."""
    return tuple(Staff.objects.filter(person=person).values_list("cohort_id", flat=True).distinct())


def readable(person: Person) -> Q:
    """The pieces that somebody may read, as a condition on Piece: all, those of one's cohorts, those about oneself.

    One query at most.
    """
    if oversees(person):
        return Q()
    return Q(cohort_id__in=led_by(person)) | Q(subject_id=person.id)


def check_keeps(person: Person) -> None:
    """The pages of the ledger are for who oversees, and for the staff of cohorts. Raises Forbidden. One query at most."""
    if not (oversees(person) or led_by(person)):
        raise Forbidden(
            _("The ledger is for who oversees training or leads a cohort. Yours is on your own page.")
        )


def check_takes(person: Person, scope: Scope) -> None:
    """May this scope be taken away? One's own, that of cohorts one leads, all for who oversees. Raises Forbidden."""
    own = scope.person == person.id
    led = bool(scope.cohorts) and not scope.paths and set(scope.cohorts) <= set(led_by(person))
    if not (own or led or oversees(person)):
        raise Forbidden(_("Choose one of the cohorts that you lead."))


def check_oversees(person: Person) -> None:
    """Raises Forbidden."""
    if not oversees(person):
        raise Forbidden(_("This is for administrators, auditors and training managers."))


def check_gives(person: Person) -> None:
    """Links for auditors are given by who manages training. Raises Forbidden."""
    if not person.manages_training:
        raise Forbidden(_("Links for auditors are given by administrators and training managers."))


def brings_to(person: Person, cohort_id: UUID) -> bool:
    """May somebody bring pieces about a cohort: its staff, and who manages training. One query at most."""
    if person.manages_training:
        return True
    return not person.is_auditor and cohort_id in led_by(person)
