"""Letting go, of a person or of what is old: what says who goes, with the keys of its seals; the chain stays whole."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q, QuerySet

from cordee.core.forgetting import forget
from cordee.evidence.models import Attachment, AuditLink, Piece
from cordee.media.models import File

BATCH = 2_000
NO_AUTHOR: dict[str, Any] = {"author_part": None, "author_salt": None, "author_id": None}
NO_SUBJECT: dict[str, Any] = {
    "subject_part": None,
    "subject_salt": None,
    "content_key": None,
    "subject_id": None,
    "enrolment_id": None,
}


@transaction.atomic
def forget_evidence(person_id: UUID) -> None:
    """Nobody finds this person in the ledger any more: as its author, or as who a piece is about. Done twice it changes
    nothing. What was brought about them by hand loses its words and its file.
    """
    Piece.objects.filter(author_id=person_id).update(**NO_AUTHOR)
    Piece.objects.filter(subject_id=person_id).update(**NO_SUBJECT)
    _empty(Attachment.objects.filter(enrolment__person_id=person_id))


def forget_pieces(before: datetime, now: datetime) -> int:
    """Of what happened before, whom it was by and about, and what was brought by hand: how many parts and attachments.

    What happened to nobody (a version published) says nothing of anybody, and stays. In small transactions.
    """
    old, gone = Piece.objects.filter(at__lt=before), 0
    for named, nobody in (
        ({"author_id__isnull": False}, NO_AUTHOR),
        ({"subject_id__isnull": False}, NO_SUBJECT),
    ):
        numbers = old.filter(**named).order_by("number").values_list("number", flat=True)
        while batch := list(numbers[:BATCH]):
            gone += Piece.objects.filter(number__in=batch).update(**nobody)
    brought = Attachment.objects.filter(happened_at__lt=before).exclude(note="", file=None)
    while some := list(brought.order_by("id").values_list("id", flat=True)[:BATCH]):
        with transaction.atomic():
            gone += _empty(Attachment.objects.filter(id__in=some))
    return gone


def _empty(brought: QuerySet[Attachment]) -> int:
    """Words, files and whom they are about; their contents once this is committed."""
    rows = list(brought.values_list("id", "file_id"))
    files = list(File.objects.filter(id__in=[file for _row, file in rows if file]))
    Attachment.objects.filter(id__in=[row for row, _file in rows]).update(note="", file=None, enrolment=None)
    File.objects.filter(id__in=[file.id for file in files]).delete()

    def delete_contents() -> None:
        for file in files:
            default_storage.delete(file.stored_as)

    transaction.on_commit(delete_contents)
    return len(rows)


def forget_links(before: datetime, now: datetime) -> int:
    """Links for auditors that ended before, with the visits by them."""
    return forget(AuditLink.objects.filter(Q(expires_at__lt=before) | Q(revoked_at__lt=before)))
