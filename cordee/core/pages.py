"""Pages of long lists by key (never by offset): stable while people write, and as quick at the end as at the start."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cordee.core.errors import Invalid

Row = TypeVar("Row")
Model = TypeVar("Model", bound=models.Model)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows of a list and the cursor of the next page (None at the end)."""

    rows: list[Row]
    next: str | None


def encode(*key: datetime | UUID | int | str) -> str:
    """The cursor that names a row by its sort key."""
    parts = [part.isoformat() if isinstance(part, datetime) else str(part) for part in key]
    return base64.urlsafe_b64encode(json.dumps(parts, separators=(",", ":")).encode()).decode().rstrip("=")


def decode(cursor: str, *kinds: Callable[[str], Any]) -> tuple[Any, ...]:
    """The sort key in ``cursor``; raises Invalid for one that this list did not give."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        parts = json.loads(base64.urlsafe_b64decode(padded))
        if not isinstance(parts, list) or len(parts) != len(kinds):
            raise ValueError
        return tuple(kind(part) for kind, part in zip(kinds, parts, strict=True))
    except (ValueError, TypeError, AttributeError, binascii.Error, UnicodeDecodeError):
        raise Invalid(_("This link to the next page is not one of ours. Open the list again.")) from None


def moment(text: str) -> datetime:
    """The aware moment in a cursor; raises ValueError for any other."""
    value = datetime.fromisoformat(text)
    if value.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return value


def cut(rows: Sequence[Row], size: int, key: Callable[[Row], tuple[Any, ...]]) -> Page[Row]:
    """A page of ``size`` rows out of the ``size + 1`` that were read."""
    kept = list(rows[:size])
    return Page(kept, encode(*key(kept[-1])) if len(rows) > size else None)


def newest(rows: QuerySet[Model], cursor: str | None, size: int) -> Page[Model]:
    """A page of rows from the last identifier to the first: identifiers sort by time. One query."""
    if cursor:
        (last,) = decode(cursor, UUID)
        rows = rows.filter(id__lt=last)
    return cut(list(rows.order_by("-id")[: size + 1]), size, lambda row: (row.pk,))


def oldest(rows: QuerySet[Model], cursor: str | None, size: int) -> Page[Model]:
    """A page of rows from the first identifier to the last. One query."""
    if cursor:
        (last,) = decode(cursor, UUID)
        rows = rows.filter(id__gt=last)
    return cut(list(rows.order_by("id")[: size + 1]), size, lambda row: (row.pk,))


def within(rows: Sequence[Row], cursor: str | None, size: int, key: Callable[[Row], str]) -> Page[Row]:
    """A page of a list that is in memory already, by a ``key`` that names each row once.

    Where the row of the cursor is gone the list begins again.
    """
    keys = [key(row) for row in rows]
    (last,) = decode(cursor, words) if cursor else ("",)
    start = keys.index(last) + 1 if last in keys else 0
    return cut(rows[start : start + size + 1], size, lambda row: (key(row),))


def words(part: str) -> str:
    """The text in a cursor; raises ValueError for what the database cannot hold."""
    if "\0" in part:
        raise ValueError("a text without an end")
    return part
