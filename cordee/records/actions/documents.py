"""Keeping, merging and deleting documents, none of which overwrites what its sender has not seen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha1
from uuid import UUID

import orjson
from django.db import connection, transaction

from cordee.core.errors import Conflict
from cordee.records.documents import Place
from cordee.records.models import Document
from cordee.records.parsing import parsed
from cordee.records.refusals import Bad, Changed

JSON = "application/json"


@dataclass(frozen=True)
class Condition:
    """What the sender says of the document that is there: its tag (``If-Match``), or that there is none."""

    match: str | None = None
    none_match: str | None = None

    def check(self, held: Document | None) -> None:
        """Raises Changed where it is otherwise (RFC 9110, 13.1)."""
        tags = {f'"{held.etag}"', held.etag} if held else set()
        if self.match is not None and not _meets(self.match, tags):
            raise Changed("The document is not the one that If-Match names. Read it again, then decide.")
        if self.none_match is not None and _meets(self.none_match, tags):
            raise Changed("There is a document already, which If-None-Match excludes. Read it first.")

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said."""
        return self.match is None and self.none_match is None


def _meets(header: str, tags: set[str]) -> bool:
    if header.strip() == "*":
        return bool(tags)
    return any(one.strip().removeprefix("W/") in tags for one in header.split(","))


def put_document(
    place: Place, content: bytes, media_type: str, condition: Condition, *, guarded: bool, now: datetime
) -> str:
    """Keep a document in the place of what is there; returns its tag. Raises Changed, Conflict.

    ``guarded``: what is there is overwritten only by who says what they saw (1.0.3 Communication, 3.1; for the state
    too in IEEE 9274.1.1).
    """

    def kept(held: Document | None) -> tuple[bytes, str]:
        if guarded and held is not None and condition.is_empty:
            raise Conflict(
                "There is a document already. Check its current state, then say in If-Match which one you replace."
            )
        return content, media_type

    return _write(place, condition, kept, now)


def post_document(
    place: Place, content: bytes, media_type: str, condition: Condition, *, now: datetime
) -> str:
    """Merge a JSON object into the one that is there, or keep a document where none is; returns its tag.

    Only the keys at the top are merged. Raises Bad, Changed.
    """
    if _is_json(media_type) and type(parsed(content)) is not dict:
        raise Bad("What is merged must be a JSON object.")

    def merged(held: Document | None) -> tuple[bytes, str]:
        if held is None:
            return content, media_type
        if not _is_json(media_type) or not _is_json(held.media_type):
            raise Bad("Both documents must be application/json to be merged.")
        before = parsed(bytes(held.content))
        if type(before) is not dict:
            raise Bad("The document that is there is no JSON object.")
        return orjson.dumps({**before, **parsed(content)}), JSON

    return _write(place, condition, merged, now)


@transaction.atomic
def delete_document(place: Place, condition: Condition) -> None:
    """Delete a document; where there is none, nothing happens. Raises Changed."""
    held = _locked(place)
    if held is None and condition.match is None:
        return
    condition.check(held)
    if held is not None:
        held.delete()


def delete_documents(place: Place, since: datetime | None = None) -> int:
    """Delete all documents of the context of a place, or those changed since; returns how many."""
    found = Document.objects.filter(context=place.context)
    if place.registration:
        found = found.filter(registration=UUID(place.registration))
    if since is not None:
        found = found.filter(updated_at__gt=since)
    return found.delete()[0]


@transaction.atomic
def _write(
    place: Place, condition: Condition, change: Callable[[Document | None], tuple[bytes, str]], now: datetime
) -> str:
    held = _locked(place)
    condition.check(held)
    content, media_type = change(held)
    etag = tag_of(content)
    Document.objects.update_or_create(
        place=place.digest,
        defaults={
            "context": place.context,
            "agent": place.agent_key,
            "registration": UUID(place.registration) if place.registration else None,
            "name": place.name,
            "content": content,
            "media_type": media_type[:255],
            "etag": etag,
            "updated_at": now,
        },
    )
    return etag


def tag_of(content: bytes) -> str:
    """The tag of a content: its SHA-1, which 1.0.3 demands (Communication, 3.1.s4.b2)."""
    return sha1(content, usedforsecurity=False).hexdigest()


def _locked(place: Place) -> Document | None:
    """The document at a place, which nobody else touches until the transaction ends: also where there is none yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(place.digest[:8], signed=True)])
    return Document.objects.filter(place=place.digest).first()


def _is_json(media_type: str) -> bool:
    return media_type.partition(";")[0].strip().lower() == JSON
