"""What is said of the whole ledger: checkpoints (one line to print, or to send outside), and verifications."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from cordee.evidence.chain import START, checkpoint_of
from cordee.evidence.checking import verify_ledger
from cordee.evidence.models import Checkpoint, Piece, Verification

_LOCK = 0x43_0D_EF


@transaction.atomic
def make_checkpoint(now: datetime) -> Checkpoint | None:
    """A checkpoint of all pieces until now; the last one where nothing was added since, None in an empty ledger."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    piece = Piece.objects.order_by("-number").only("number", "link").first()
    before = Checkpoint.objects.order_by("-number").first()
    if piece is None or (before is not None and before.last == piece.number):
        return before
    number, head = before.number + 1 if before else 1, bytes(piece.link)
    digest = checkpoint_of(
        number=number,
        at=now,
        last=piece.number,
        head=head,
        previous=bytes(before.digest) if before else START,
    )
    return Checkpoint.objects.create(number=number, at=now, last=piece.number, head=head, digest=digest)


def do_verification(identifier: UUID) -> None:
    """Verify, and keep the result. Done again it says the same anew."""
    verdict = verify_ledger()
    Verification.objects.filter(pk=identifier).update(
        done_at=timezone.now(),
        pieces=verdict.pieces,
        checkpoints=verdict.checkpoints,
        erased=verdict.erased,
        faults=[asdict(fault) for fault in verdict.faults],
    )
