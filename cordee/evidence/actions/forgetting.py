"""Letting go: of a person, what says who goes, with the keys of its seals, and every link of the chain stays."""

from datetime import datetime
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q

from cordee.core.forgetting import forget
from cordee.evidence.models import Attachment, AuditLink, Piece
from cordee.media.models import File


@transaction.atomic
def forget_evidence(person_id: UUID) -> None:
    """Nobody finds this person in the ledger any more: as its author, or as who a piece is about. Done twice it changes
    nothing. What was brought about them by hand loses its words and its file.
    """
    Piece.objects.filter(author_id=person_id).update(author_part=None, author_salt=None, author_id=None)
    Piece.objects.filter(subject_id=person_id).update(
        subject_part=None, subject_salt=None, subject_id=None, enrolment_id=None
    )
    brought = Attachment.objects.filter(enrolment__person_id=person_id)
    files = list(File.objects.filter(id__in=brought.values("file_id")))
    brought.update(note="", file=None, enrolment=None)
    File.objects.filter(id__in=[file.id for file in files]).delete()

    def delete_contents() -> None:
        for file in files:
            default_storage.delete(file.stored_as)

    transaction.on_commit(delete_contents)


def forget_links(before: datetime, now: datetime) -> int:
    """Links for auditors that ended before, with the visits by them."""
    return forget(AuditLink.objects.filter(Q(expires_at__lt=before) | Q(revoked_at__lt=before)))
