"""PDF: A4, tagged for screen readers (PDF/UA-1), heads repeated on each page, notes under the title."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.core.papers import drawn
from cordee.core.text import typography
from cordee.sheets.sheet import NUMERIC, Column, Sheet
from cordee.sheets.voice import Voice, shown

PAPER = Path(__file__).parent / "papers" / "sheets.typ"
MOST_CELLS = 10_000  # some forty pages, and two seconds of work: beyond, nobody reads it
UPRIGHT, ACROSS = 6, 10  # columns that fit on a page
NARROWEST, WIDEST = 7, 36  # characters of a column
LONGEST = 2_000  # characters of a cell


def pdf_of(sheets: Sequence[Sheet], head: dict[str, Any], voice: Voice) -> bytes:
    """The paper of some tables. ``head`` holds title, organisation, made. Raises Invalid."""
    parts, room = [], MOST_CELLS
    for sheet in sheets:
        rows = []
        for row in sheet.rows:
            room -= len(sheet.columns)
            if room < 0:
                raise Invalid(_("This table is too long for paper: take it as CSV or XLSX."))
            rows.append(
                [
                    shown(cell, column.kind, voice)[:LONGEST]
                    for cell, column in zip(row, sheet.columns, strict=True)
                ]
            )
        parts.append(
            {
                "title": typography(str(sheet.title)),
                "notes": [typography(str(note)) for note in sheet.notes],
                "blocks": [_block(sheet.columns, rows, chosen) for chosen in _chosen(len(sheet.columns))],
            }
        )
    record = head | {
        "language": voice.language.partition("-")[0],
        "across": any(len(sheet.columns) > UPRIGHT for sheet in sheets),
        "notes_title": _("What is counted"),
        "empty": _("Nothing to show."),
        "sheets": parts,
    }
    return drawn(PAPER, record)


def _chosen(count: int) -> list[list[int]]:
    """Which columns stand together: a table wider than a page goes on below, its first column told again."""
    if count <= ACROSS:
        return [list(range(count))]
    step = ACROSS - 1
    return [[0, *range(at, min(at + step, count))] for at in range(1, count, step)]


def _block(columns: Sequence[Column], rows: list[list[str]], chosen: list[int]) -> dict[str, Any]:
    return {
        "labels": [typography(str(columns[at].label)) for at in chosen],
        "right": [columns[at].kind in NUMERIC for at in chosen],
        "widths": [_width(str(columns[at].label), (row[at] for row in rows)) for at in chosen],
        "rows": [[row[at] for at in chosen] for row in rows],
    }


def _width(label: str, cells: Iterable[str]) -> int:
    """A column's part of the page: its longest cell or word of its label, within reason. Characters."""
    words = round(max(map(len, label.split()), default=0) * 1.2)  # labels are bold
    return min(WIDEST, max(NARROWEST, words, len(label) // 3, max(map(len, cells), default=0)))
