"""Checkpoints: how far the ledger had come at a moment, in one line that can be printed or sent to somebody outside."""

from datetime import datetime

from django.db import connection, transaction

from cordee.evidence.chain import START, checkpoint_of
from cordee.evidence.models import Checkpoint, Piece

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
