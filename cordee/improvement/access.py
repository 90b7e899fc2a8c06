"""Who may read and look after concerns: who manages training, who they were given to; auditors read."""

from django.utils.translation import gettext as _

from cordee.core.errors import Forbidden
from cordee.improvement.models import Concern
from cordee.people.models import Person


def reads_all(person: Person) -> bool:
    """Administers, audits, or is responsible for training: the register is theirs to read."""
    return person.answers_for_training


def keeps(person: Person, concern: Concern) -> bool:
    """Looks after this concern: manages training, or was given it. An auditor changes nothing."""
    if person.manages_training:
        return True
    return not person.is_auditor and concern.assigned_id == person.id


def owes(person: Person, concern: Concern) -> bool:
    """Was given an action of it that is not done. One query at most."""
    if person.is_auditor and not person.is_administrator:
        return False
    return any(one.owner_id == person.id and one.done_at is None for one in concern.measures.all())


def reads_file(person: Person, concern: Concern) -> bool:
    """Reads what was noted and planned, not only what was told to who raised it."""
    return reads_all(person) or concern.assigned_id == person.id or owes(person, concern)


def raised(person: Person, concern: Concern) -> bool:
    """Raised it themselves."""
    return concern.person_id == person.id


def check_reads_all(person: Person) -> None:
    """Raises Forbidden."""
    if not reads_all(person):
        raise Forbidden(_("The register is for who oversees training. What you asked for is among yours."))


def check_keeps(person: Person, concern: Concern) -> None:
    """Raises Forbidden."""
    if not keeps(person, concern):
        raise Forbidden(_("Only administrators, training managers and who looks after it can do this."))
