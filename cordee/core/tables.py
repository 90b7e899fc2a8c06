"""Files that spreadsheets write and open: comma or semicolon, UTF-8 or what older ones save, never a formula of ours."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from cordee.core.errors import Invalid

MARK = "\ufeff"  # the mark by which spreadsheets know UTF-8
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_SEPARATORS = ",;\t"


@dataclass(frozen=True)
class Line:
    """A line of a table: its number in the file (the first below the head is 2), and its cells by column."""

    number: int
    cells: dict[str, str]


def line(cells: Iterable[str], *, separator: str = ",") -> str:
    """A line of CSV, its end included."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerow([harmless(cell) for cell in cells])
    return out.getvalue()


def spoken(lines: Iterator[str]) -> Iterator[str]:
    """The lines in the language of now: they are made while they are sent, when the request's is no longer active."""
    language = translation.get_language() or "fr"

    def told() -> Iterator[str]:
        while True:
            with translation.override(language):
                line = next(lines, None)
            if line is None:
                return
            yield line

    return told()


def harmless(cell: str) -> str:
    """A spreadsheet takes a cell that begins so for a formula: an apostrophe makes it a text."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def as_meant(cell: str) -> str:
    """The text of a cell that ``harmless`` may have gone over, without what stands around it."""
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def text_of(content: bytes) -> str:
    """The text of a file: UTF-8 where it is, else what a spreadsheet of Western Europe saves. Raises Invalid."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise Invalid(_("This is not a CSV file. In your spreadsheet, choose “Save as” and “CSV”."))
    return text


def read(text: str, *, columns: dict[str, str], most: int) -> Iterator[Line]:
    """The lines of a table whose head names ``columns`` (accepted word, in small letters → column).

    Columns that have no such word are passed over, empty lines too. Raises Invalid: no head, or over ``most`` lines.
    """
    text = text.removeprefix(MARK)
    head = text.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        names = [columns.get(cell.strip().lower(), "") for cell in next(rows, [])]
        if not any(names):
            raise Invalid(
                _("The first line must name the columns, for example: %(example)s.")
                % {"example": ", ".join(dict.fromkeys(columns.values()))}
            )
        count = 0
        for row in rows:
            cells = {name: as_meant(cell) for name, cell in zip(names, row, strict=False) if name}
            if not any(cells.values()):
                continue
            count += 1
            if count > most:
                raise Invalid(
                    _("At most %(most)s lines at a time: cut the file in several.") % {"most": most}
                )
            yield Line(rows.line_num, cells)
    except csv.Error as error:
        raise Invalid(
            _("Line %(line)s cannot be read: %(why)s.") % {"line": rows.line_num, "why": error}
        ) from None
