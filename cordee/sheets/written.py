"""A table as a file that has a name, a kind and a content: what a page hands out and what a mail carries."""

import io
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cordee.core.text import formats, typography
from cordee.sheets.as_csv import csv_lines
from cordee.sheets.as_pdf import pdf_of
from cordee.sheets.as_xlsx import write_xlsx
from cordee.sheets.form import Form
from cordee.sheets.sheet import Sheet
from cordee.sheets.voice import Voice, voice_of_now

CSV = "text/csv; charset=utf-8"
ZIP = "application/zip"
PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
IN_MEMORY = 1_000_000  # bytes of a workbook, beyond which it waits on the disk


@dataclass(frozen=True)
class Written:
    """A file: its name (ASCII, dated), its media type, and its content, to be read from the start and closed."""

    name: str
    type: str
    content: IO[bytes]


def written(
    sheets: Sequence[Sheet],
    form: Form,
    *,
    title: str = "",
    now: datetime | None = None,
    paper: Callable[[], bytes] | None = None,
) -> Written:
    """Some tables in one file, in the language and zone of now; several as CSV come in a zip. Raises Invalid.

    ``paper`` draws the PDF of what is more than tables.
    """
    now, voice = now or timezone.now(), voice_of_now()
    title = title or str(sheets[0].title)
    match form:
        case Form.PDF:
            head = {
                "title": typography(title),
                "organisation": _organisation(),
                "made": _made(now, voice),
            }
            content = paper() if paper else pdf_of(sheets, head, voice)
            return Written(file_name(title, "pdf", now), PDF, io.BytesIO(content))
        case Form.XLSX:
            out: Any = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (who takes it closes it)
            write_xlsx(sheets, _notes(sheets, title, now, voice), out, voice)
            out.seek(0)
            return Written(file_name(title, "xlsx", now), XLSX, out)
        case Form.CSV:
            return _written_csv(sheets, title, now, voice)


def _written_csv(sheets: Sequence[Sheet], title: str, now: datetime, voice: Voice) -> Written:
    out: Any = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (who takes it closes it)
    if len(sheets) == 1:
        for line in csv_lines(sheets[0], voice):
            out.write(line.encode())
        out.seek(0)
        return Written(file_name(title, "csv", now), CSV, out)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, sheet in enumerate(sheets, start=1):
            with archive.open(f"{number}-{slug_of(str(sheet.title))}.csv", "w") as part:
                for line in csv_lines(sheet, voice):
                    part.write(line.encode())
        told = "\r\n\r\n".join(f"{what}\r\n{text}" for what, text in _notes(sheets, title, now, voice))
        archive.writestr("notes.txt", "\ufeff" + told)
    out.seek(0)
    return Written(file_name(title, "zip", now), ZIP, out)


def file_name(title: str, ending: str, now: datetime) -> str:
    """A name that every system takes: "sante-des-espaces-2026-11-27.csv"."""
    return f"{slug_of(title)}-{timezone.localdate(now).isoformat()}.{ending}"


def slug_of(title: str) -> str:
    """The title in the letters of ASCII."""
    return slugify(title.replace("’", "-").replace("'", "-"))[:80].strip("-") or "cordee"


def _organisation() -> str:
    from cordee.core.queries import organisation  # late: the package is read before there are models

    return organisation().name


def _made(now: datetime, voice: Voice) -> str:
    return formats.exact(now, voice.zone, voice.language)


def _notes(sheets: Sequence[Sheet], title: str, now: datetime, voice: Voice) -> list[tuple[str, str]]:
    """What stands beside the tables: where they come from, when, and what each counts."""
    head = [
        (_("Title"), title),
        (_("Organisation"), _organisation()),
        (_("Made on"), _made(now, voice)),
        (_("Hours are those of"), str(voice.zone)),
    ]
    return head + [(str(sheet.title), str(note)) for sheet in sheets for note in sheet.notes]
