"""The reader that writes the ledger: a piece for each event that is evidence, in the order of the journal."""

import logging
import secrets
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from cordee.evidence.actions.forgetting import forget_evidence
from cordee.evidence.chain import SALT, START, Sealed, canonical, content_digest, leaf_of, link_of, sealed
from cordee.evidence.completing import completed
from cordee.evidence.models import Piece
from cordee.evidence.telling import Draft, draft_of
from cordee.journal.models import Event
from cordee.journal.readers import Reader
from cordee.people.events import PERSON_LEFT
from cordee.people.models import Person

log = logging.getLogger(__name__)
_COUNT = """
INSERT INTO evidence_tally (month, kind, cohort_id, count) VALUES (%s, %s, %s, %s)
ON CONFLICT (month, kind, cohort_id) DO UPDATE SET count = evidence_tally.count + excluded.count
"""


class EvidenceReader(Reader):
    """The only writer of pieces. It owns no table that a rebuild may empty: what stands in the ledger stands.

    A replay adds what is missing (a kind that a new release tells), at the end, and checks what is there against the
    journal: a piece that says something else is named in the log.
    """

    name = "evidence"
    tables = ()

    def consume(self, events: Sequence[Event]) -> None:
        """Some twenty queries for a batch."""
        drafts = [draft for event in events if (draft := draft_of(event))]
        if drafts:
            there = Piece.objects.filter(event_id__in=[draft.event.id for draft in drafts])
            written = {piece.event_id: piece for piece in there}
            for draft in drafts:
                if (piece := written.get(draft.event.id)) and piece.at != draft.at:
                    log.error("Piece %s of the ledger is not what the journal tells.", piece.number)
            append(completed([draft for draft in drafts if draft.event.id not in written]), timezone.now())
        for event in events:
            if event.verb == PERSON_LEFT:
                forget_evidence(event.object_id)


def append(drafts: Sequence[Draft], now: datetime) -> list[Piece]:
    """Write pieces after the last, in a transaction that nobody else writes pieces in (the reader's cursor is held)."""
    if not drafts:
        return []
    ids = {who for draft in drafts for who in (draft.author_id, draft.subject_id) if who}
    names = dict(Person.objects.filter(id__in=ids, erased_at__isnull=True).values_list("id", "name"))
    last = Piece.objects.order_by("-number").only("number", "link").first()
    number, link = (last.number, bytes(last.link)) if last else (0, START)
    pieces = []
    for draft in drafts:
        number += 1
        piece = _piece(draft, number, link, names, now)
        link = bytes(piece.link)
        pieces.append(piece)
    Piece.objects.bulk_create(pieces, batch_size=500)
    _count(pieces)
    return pieces


def _piece(draft: Draft, number: int, previous: bytes, names: dict[UUID, str], now: datetime) -> Piece:
    key = secrets.token_bytes(SALT) if draft.digest else None
    author, subject = _author(draft, names), _subject(draft, names, key)
    matter = canonical(
        {
            "cohort": _text(draft.cohort_id),
            "path": _text(draft.path_id),
            "space": _text(draft.space_id),
            "verb": draft.event.verb,
        }
    )
    leaf = leaf_of(
        number=number,
        kind=draft.kind,
        at=draft.at,
        recorded=now,
        matter=matter,
        author=author.seal,
        subject=subject.seal,
    )
    knows_author = draft.author_id in names or draft.author_id is None
    knows_subject = draft.subject_id in names or draft.subject_id is None
    return Piece(
        number=number,
        event_id=draft.event.id,
        kind=draft.kind,
        at=draft.at,
        recorded_at=now,
        matter=matter,
        path_id=draft.path_id,
        cohort_id=draft.cohort_id,
        space_id=draft.space_id,
        author_part=author.part if knows_author else None,
        author_salt=author.salt if knows_author else None,
        author_seal=author.seal,
        author_id=draft.author_id if knows_author else None,
        subject_part=subject.part if knows_subject else None,
        subject_salt=subject.salt if knows_subject else None,
        content_key=key if knows_subject else None,
        subject_seal=subject.seal,
        subject_id=draft.subject_id if knows_subject else None,
        enrolment_id=draft.enrolment_id if knows_subject else None,
        leaf=leaf,
        link=link_of(number=number, leaf=leaf, previous=previous),
    )


def _author(draft: Draft, names: dict[UUID, str]) -> Sealed:
    if draft.author_id is None:
        return sealed({})
    return sealed({"name": names.get(draft.author_id, ""), "person": str(draft.author_id)})


def _subject(draft: Draft, names: dict[UUID, str], key: bytes | None) -> Sealed:
    told: dict[str, Any] = {
        "digest": content_digest(draft.digest, key) if draft.digest else None,
        "facts": draft.facts,
        "object": {"id": _text(draft.object_id), "kind": draft.thing},
    }
    if draft.subject_id:
        told |= {
            "enrolment": _text(draft.enrolment_id),
            "name": names.get(draft.subject_id, ""),
            "person": str(draft.subject_id),
        }
    return sealed(told)


def _text(identifier: UUID | None) -> str | None:
    return str(identifier) if identifier else None


def _count(pieces: Sequence[Piece]) -> None:
    found: Counter[tuple[date, str, UUID | None]] = Counter()
    for piece in pieces:
        found[piece.at.astimezone(UTC).date().replace(day=1), piece.kind, piece.cohort_id] += 1
    with connection.cursor() as cursor:
        cursor.executemany(_COUNT, [(*key, count) for key, count in found.items()])
