"""XLSX: typed cells, a head that stays in sight, and the notes on a sheet of their own."""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.core.text import typography
from cordee.sheets.sheet import NUMERIC, Cell, Column, Kind, Sheet
from cordee.sheets.voice import Voice

MOST_CELLS = 250_000  # some five seconds of work; CSV has no such limit
LONGEST = 32_767  # characters that a cell of a spreadsheet holds
WIDE, NARROW = 60, 9  # characters
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
# Spreadsheets show separators in their own language: these say how many digits.
_FORMATS: Mapping[Kind, str] = {
    "whole": "#,##0",
    "number": "#,##0.##",
    "share": "0.0%",
    "hours": '#,##0.0#" h"',
    "date": "dd/mm/yyyy",
    "instant": "dd/mm/yyyy hh:mm",
}
_ENGLISH: Mapping[Kind, str] = {"date": "yyyy-mm-dd", "instant": "yyyy-mm-dd hh:mm"}
_WIDTHS: Mapping[Kind, int] = {"text": 28, "date": 12, "instant": 17}


def write_xlsx(
    sheets: Sequence[Sheet], notes: Sequence[tuple[str, str]], out: IO[bytes], voice: Voice
) -> None:
    """Write a workbook, row by row: memory does not grow with it. ``notes`` are (what, text). Raises Invalid."""
    import xlsxwriter  # late: only who takes a workbook pays for it

    book = xlsxwriter.Workbook(out, {"constant_memory": True, "remove_timezone": True})
    try:
        styles = _Styles(book, voice)
        taken: set[str] = set()
        room = MOST_CELLS
        for sheet in sheets:
            page = book.add_worksheet(_tab(str(sheet.title), taken))
            room -= _fill(page, sheet, styles, voice, room)
        _note(book.add_worksheet(_tab(_("Notes"), taken)), notes, styles)
    finally:
        book.close()


class _Styles:
    def __init__(self, book: Any, voice: Voice) -> None:
        formats = {**_FORMATS, **({} if voice.french else _ENGLISH)}
        self.head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#EEF1EC"}
        )
        self.first = book.add_format({"bold": True, "valign": "top"})
        self.long = book.add_format({"text_wrap": True, "valign": "top"})
        self.word = book.add_format({"align": "right", "italic": True, "font_color": "#5B645F"})
        self.kinds: dict[Kind, Any] = {
            kind: book.add_format({"num_format": told}) for kind, told in formats.items()
        }


def _fill(page: Any, sheet: Sheet, styles: _Styles, voice: Voice, room: int) -> int:
    """Write a table; returns how many cells it took."""
    columns = sheet.columns
    for at, column in enumerate(columns):
        page.set_column(at, at, _width(column))
        page.write_string(0, at, typography(str(column.label)), styles.head)
    page.freeze_panes(1, 1 if len(columns) > 2 else 0)
    page.repeat_rows(0)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_paper(9)  # A4
    number = 0
    for number, row in enumerate(sheet.rows, start=1):
        if number * len(columns) > room:
            raise Invalid(_("This table is too long for a spreadsheet: take it as CSV."))
        for at, (cell, column) in enumerate(zip(row, columns, strict=True)):
            _put(page, number, at, cell, column.kind, styles, voice)
    if number:
        page.autofilter(0, 0, number, len(columns) - 1)
    return number * len(columns)


def _put(page: Any, row: int, at: int, cell: Cell, kind: Kind, styles: _Styles, voice: Voice) -> None:
    style = styles.kinds.get(kind)
    match cell:
        case None:
            return
        case datetime():
            page.write_datetime(row, at, voice.local(cell), styles.kinds["instant"])
        case date():
            page.write_datetime(row, at, datetime(cell.year, cell.month, cell.day), styles.kinds["date"])
        case int() | float() | Decimal():
            if math.isfinite(cell):
                page.write_number(row, at, cell, style)
        case _:
            page.write_string(row, at, str(cell)[:LONGEST], styles.word if kind in NUMERIC else None)


def _note(page: Any, notes: Sequence[tuple[str, str]], styles: _Styles) -> None:
    page.set_column(0, 0, 28)
    page.set_column(1, 1, 90)
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    for row, (what, text) in enumerate(notes):
        page.write_string(row, 0, typography(what)[:LONGEST], styles.first)
        page.write_string(row, 1, typography(text)[:LONGEST], styles.long)


def _width(column: Column) -> int:
    label = str(column.label)
    longest = max((len(word) for word in label.split()), default=0) + 3
    return min(WIDE, max(NARROW, _WIDTHS.get(column.kind, 12), longest, len(label) // 3 + 2))


def _tab(title: str, taken: set[str]) -> str:
    """A name that a spreadsheet takes: 31 characters, a few of them forbidden, none twice."""
    base = _FORBIDDEN.sub(" ", typography(title)).strip(" '")[:31] or "Cordée"
    name, number = base, 2
    while name.lower() in taken:
        after = f" {number}"
        name, number = base[: 31 - len(after)] + after, number + 1
    taken.add(name.lower())
    return name
