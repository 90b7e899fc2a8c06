"""Verifying the whole ledger in the background, with a result that stays."""

from datetime import datetime

from django.db import transaction

from cordee.evidence import access
from cordee.evidence.models import Verification
from cordee.evidence.tasks import verify
from cordee.people.models import Person


@transaction.atomic
def ask_verification(actor: Person, *, now: datetime) -> Verification:
    """Have the ledger verified; one that waits serves. For who oversees. Raises Forbidden."""
    access.check_oversees(actor)
    waiting = Verification.objects.filter(done_at__isnull=True).first()
    if waiting is not None:
        return waiting
    row = Verification.objects.create(by=actor, at=now)
    transaction.on_commit(lambda: verify.defer(verification=str(row.id)))
    return row
