"""CSV: with the mark by which spreadsheets know UTF-8, and the separator of the reader's language."""

import csv
import io
from collections.abc import Iterator, Sequence

from cordee.core.tables import MARK, harmless
from cordee.sheets.sheet import Cell, Column, Sheet
from cordee.sheets.voice import Voice, plain


def csv_lines(sheet: Sheet, voice: Voice) -> Iterator[str]:
    """A table line by line, however long: semicolons and decimal commas in French, commas and points elsewhere."""
    separator = ";" if voice.french else ","
    yield MARK + _line([harmless(str(column.label)) for column in sheet.columns], separator)
    for row in sheet.rows:
        yield _line(_cells(row, sheet.columns, voice), separator)


def _cells(row: Sequence[Cell], columns: Sequence[Column], voice: Voice) -> list[str]:
    """Only texts can be formulas: a minus before a number is a number's."""
    return [
        written if isinstance(cell, int | float) else harmless(written)
        for cell, written in (
            (cell, plain(cell, column.kind, voice)) for cell, column in zip(row, columns, strict=True)
        )
    ]


def _line(cells: Sequence[str], separator: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerow(cells)  # it ends lines with CR LF
    return out.getvalue()
