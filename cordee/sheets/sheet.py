"""What a table is, before it is a file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from django.utils.functional import Promise

Kind = Literal["text", "whole", "number", "share", "hours", "date", "instant"]
# A column of numbers may hold a word where there is no number to tell: "too few", "begun".
Cell = str | Promise | int | float | Decimal | date | datetime | None
NUMERIC: frozenset[Kind] = frozenset({"whole", "number", "share", "hours"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name for machines, its label for people, and what its cells are.

    ``share`` holds a number between 0 and 1, ``hours`` a number of hours, ``instant`` an aware moment (shown in the
    reader's zone). None is an empty cell.
    """

    name: str
    label: str | Promise
    kind: Kind = "text"


@dataclass(frozen=True)
class Sheet:
    """A table with its title, and the notes that say what it counts. ``rows`` are read once, in order."""

    name: str
    title: str | Promise
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    notes: Sequence[str | Promise] = field(default=())
