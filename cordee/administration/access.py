"""Who administers, and who only looks."""

from django.utils.translation import gettext as _

from cordee.core.errors import Forbidden
from cordee.people.models import Person


def check_administers(me: Person, *, reads: bool = False) -> None:
    """Raises Forbidden unless ``me`` administers, or audits and only reads."""
    if me.is_administrator or (reads and me.is_auditor):
        return
    raise Forbidden(_("This is for the administrators of the organisation."))


def check_answers_for_training(me: Person) -> None:
    """Raises Forbidden unless ``me`` administers, audits, or is responsible for training."""
    if not me.answers_for_training:
        raise Forbidden(_("This is for administrators, auditors and training managers."))
