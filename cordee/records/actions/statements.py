"""Storing statements: all of a request or none, and answered only once they are durable."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone

from cordee.core.errors import Conflict
from cordee.core.ids import uuid7
from cordee.records import access
from cordee.records.actions.references import connect, hold_off
from cordee.records.actions.terms import describe
from cordee.records.comparison import same
from cordee.records.keys import mentions
from cordee.records.models import Attachment, Credential, Statement
from cordee.records.positions import positions, written
from cordee.records.refusals import Bad
from cordee.records.validation.statements import VOIDED
from cordee.records.validation.values import in_utc
from cordee.records.versions import Version

TRIES = 3  # two requests may hold each other up, or take the same place: then one of them begins again


@dataclass(frozen=True)
class File:
    """The content of an attachment, as it came."""

    content: bytes
    media_type: str


def store(
    statements: Sequence[dict[str, Any]],
    files: Mapping[str, File],
    *,
    by: Credential,
    version: Version,
    now: datetime | None = None,
) -> list[str]:
    """Store valid ``statements`` in one transaction; returns their identifiers. What is stored already is not touched.

    Raises Bad (an identifier twice), Conflict (an identifier that is another statement's), Forbidden (another family).
    Without ``now`` they are stored when it is their turn (so that ``settled`` can say what is past). About four queries
    for a request, whatever the number of statements; some more where they refer to statements.
    """
    authority = access.authority(by)
    for one in statements:
        complete(one, authority, version, written(now or timezone.now()))
        access.check_family(by, activity_of(one))
    ids = [UUID(one["id"]) for one in statements]
    if len(set(ids)) < len(ids):
        raise Bad("Two statements of this request have the same id.")
    for attempt in range(TRIES):
        try:
            with transaction.atomic():
                _keep(statements, ids, files, now=now, define=access.defines(by), version=version)
            break
        except (IntegrityError, OperationalError):
            if attempt == TRIES - 1:
                raise
    return [one["id"] for one in statements]


def complete(statement: dict[str, Any], authority: dict[str, Any], version: Version, stored: str) -> None:
    """Set what the store sets, in place; of each context the activities are a list (1.0.3 Data, 2.4.6.2)."""
    statement.setdefault("id", str(uuid7()))
    statement["timestamp"] = (
        in_utc(statement["timestamp"], "timestamp", version is Version.SECOND)
        if "timestamp" in statement
        else stored
    )
    statement["stored"] = stored
    statement["authority"] = authority
    statement.setdefault("version", version.of_statements)
    for one in (statement, statement["object"]):
        places = one.get("context", {}).get("contextActivities", {})
        for place, held in places.items():
            if type(held) is dict:
                places[place] = [held]


def activity_of(statement: dict[str, Any]) -> str:
    """The activity that a statement is about; empty where its object is none."""
    thing = statement["object"]
    return thing["id"] if thing.get("objectType", "Activity") == "Activity" else ""


# Lists come joined: PostgreSQL parts them far faster than they are put into the form of arrays here. JSON writes line
# breaks as escapes, and IRIs have none.
_INSERT = """
WITH fresh AS (
  INSERT INTO records_statement (position, id, raw, target, activity, voids, voided, attached)
  SELECT position, id, raw, target, coalesce(activity, ''), voids, false, coalesce(string_to_array(attached, ','), '{}')
  FROM unnest(
    string_to_array(%s, ',')::bigint[], string_to_array(%s, ',')::uuid[], string_to_array(%s, E'\\n'),
    string_to_array(%s, ',', '')::uuid[], string_to_array(%s, E'\\n'), %s::boolean[], string_to_array(%s, E'\\n', '')
  ) AS given (position, id, raw, target, activity, voids, attached)
  ON CONFLICT (id) DO NOTHING RETURNING position, activity
), kin AS (
  INSERT INTO records_mention (key, position, depth)
  SELECT key, position, 0 FROM fresh JOIN records_family ON starts_with(activity, prefix)
), named AS (
  INSERT INTO records_mention (key, position, depth)
  SELECT key, position, 0 FROM unnest(string_to_array(%s, ',')::bigint[], string_to_array(%s, ',')::bigint[])
    AS found (key, position) JOIN fresh USING (position)
)
SELECT position FROM fresh
"""


def _keep(
    statements: Sequence[dict[str, Any]],
    ids: list[UUID],
    files: Mapping[str, File],
    *,
    now: datetime | None,
    define: bool,
    version: Version,
) -> None:
    targets = [_target(one) for one in statements]
    hold_off(any(targets))
    places = positions(now or timezone.now(), len(statements))
    keys: list[int] = []
    owners: list[int] = []
    for (place, at), one in zip(places, statements, strict=True):
        if one["timestamp"] == one["stored"]:
            one["timestamp"] = written(at)
        one["stored"] = written(at)
        found = mentions(one)
        keys += found
        owners += [place] * len(found)
    given = [place for place, _at in places]
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT,
            [
                ",".join(map(str, given)),
                ",".join([one.hex for one in ids]),
                b"\n".join([orjson.dumps(one) for one in statements]).decode(),
                ",".join([one.hex if one else "" for one in targets]),
                "\n".join([activity_of(one) for one in statements]),
                [one["verb"]["id"] == VOIDED for one in statements],
                "\n".join([",".join(_attached(one)) for one in statements]),
                ",".join(map(str, keys)),
                ",".join(map(str, owners)),
            ],
        )
        stored = {place for (place,) in cursor.fetchall()}
    if len(stored) < len(statements):
        again = [one for place, one in zip(given, statements, strict=True) if place not in stored]
        _check_known(again, second=version is Version.SECOND)
    fresh = [one for place, one in zip(given, statements, strict=True) if place in stored]
    if not fresh:
        return
    contents = [
        Attachment(sha2=sha2, content=file.content, media_type=file.media_type[:255], at=places[0][1])
        for sha2, file in files.items()
    ]
    Attachment.objects.bulk_create(contents, ignore_conflicts=True)
    connect(
        [identifier for place, identifier in zip(given, ids, strict=True) if place in stored], any(targets)
    )
    if define:
        describe(fresh)


def _check_known(statements: Sequence[dict[str, Any]], *, second: bool) -> None:
    """Raises Conflict where a statement under the same identifier says something else."""
    known = Statement.objects.filter(id__in=[one["id"] for one in statements])
    held = {str(identifier): raw for identifier, raw in known.values_list("id", "raw")}
    for one in statements:
        before = held.get(str(UUID(one["id"])))
        if before is None or not same(_said(orjson.loads(before)), _said(one), second=second):
            raise Conflict(f"Another statement has the id {one['id']}.")


def _said(statement: dict[str, Any]) -> dict[str, Any]:
    """A statement without the timestamp that the store gave it."""
    given = statement["timestamp"] == statement["stored"]
    return {key: value for key, value in statement.items() if not (given and key == "timestamp")}


def _target(statement: dict[str, Any]) -> UUID | None:
    thing = statement["object"]
    return UUID(thing["id"]) if thing.get("objectType") == "StatementRef" else None


def _attached(statement: dict[str, Any]) -> list[str]:
    inner = statement["object"].get("attachments", ())
    return [one["sha2"].lower() for one in (*statement.get("attachments", ()), *inner)]
