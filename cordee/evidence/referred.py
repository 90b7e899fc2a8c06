"""What a piece refers to, as canonical JSON: a row of a sheet, a work, a certificate, what was brought by hand.

A piece holds the SHA-256 of it, under its seal. Read again later, it gives the same SHA-256 as long as nothing changed.
"""

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage

from cordee.evidence.models import Attachment
from cordee.media.models import File
from cordee.paths.models import Certificate, Work
from cordee.workshops.models import Signature

CHUNK = 1 << 20


@dataclass(frozen=True)
class Referred:
    """Canonical JSON, and where the files that it names by their SHA-256 are stored."""

    text: str
    files: dict[str, str] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """Its SHA-256."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def referred(kind: str, ids: Collection[UUID]) -> dict[UUID, Referred]:
    """What pieces of a kind of object refer to, by the object. Two queries at most, and the files of works are read."""
    if not ids:
        return {}
    match kind:
        case "signature":
            return {row.id: _signature(row) for row in Signature.objects.filter(id__in=ids)}
        case "work":
            works = Work.objects.filter(id__in=ids).prefetch_related("files")
            return {row.id: _work(row) for row in works}
        case "certificate":
            records = Certificate.objects.filter(id__in=ids).values_list("id", "record")
            return {identifier: Referred(_json(record)) for identifier, record in records}
        case "attachment":
            attached = Attachment.objects.filter(id__in=ids).select_related("file")
            return {row.id: of_attachment(row.note, row.file) for row in attached}
    return {}


def of_attachment(note: str, file: File | None) -> Referred:
    """What somebody brought by hand."""
    files, stored = _files([file] if file else [])
    return Referred(_json({"files": files, "note": note}), stored)


def _signature(row: Signature) -> Referred:
    return Referred(
        _json(
            {
                "workshop": str(row.workshop_id),
                "half": row.half,
                "minutes": row.minutes,
                "name": row.name,
                "present": row.present,
                "way": row.way,
                "drawing": row.drawing,
                "typed": row.typed,
                "reason": row.reason,
                "by": str(row.by_id),
                "at": row.at.isoformat(),
            }
        )
    )


def _work(row: Work) -> Referred:
    files, stored = _files(row.files.all())
    told = {"body": row.body, "reflection": row.reflection, "choices": row.choices, "files": files}
    return Referred(_json(told), stored)


def _files(files: Iterable[File]) -> tuple[list[dict[str, str]], dict[str, str]]:
    told, stored = [], {}
    for file in sorted(files, key=lambda file: (file.name, file.stored_as)):
        digest = _sha256(file.stored_as)
        told.append({"name": file.name, "sha256": digest})
        if digest:
            stored[digest] = file.stored_as
    return told, stored


def _sha256(stored_as: str) -> str:
    """SHA-256 of a stored file; empty where it is gone."""
    taken = hashlib.sha256()
    try:
        with default_storage.open(stored_as) as file:
            for chunk in file.chunks(CHUNK):
                taken.update(chunk)
    except FileNotFoundError:
        return ""
    return taken.hexdigest()


def _json(told: dict[str, Any]) -> str:
    """Sorted keys, no spaces, UTF-8: what ``paths`` hashes of a certificate."""
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
