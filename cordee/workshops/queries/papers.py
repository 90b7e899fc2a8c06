"""The attendance sheet to take away: the words of its PDF, and its table."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cordee.core.legal import legal_lines, legal_record
from cordee.core.queries import organisation
from cordee.core.text import formats
from cordee.sheets import Cell, Column
from cordee.sheets import Sheet as Table
from cordee.workshops import drawings
from cordee.workshops.halves import MORNING, Half
from cordee.workshops.models import Signature, Workshop
from cordee.workshops.queries.attendance import Attender, Sheet


def part_words(half: Half) -> str:
    """Morning or afternoon."""
    return _("morning") if half.part == MORNING else _("afternoon")


def state_words(row: Signature | None) -> str:
    """What a row says, in a few words."""
    if row is None:
        return ""
    if row.present:
        return _("present")
    return _("absent: %(why)s") % {"why": row.reason} if row.reason else _("absent")


def paper_of(workshop: Workshop, sheets: list[Sheet], trainers: list[str], path: str) -> dict[str, Any]:
    """The words of the PDF, in the reader's language; times in the workshop's zone."""
    language = translation.get_language() or "fr"
    issuer = organisation()
    where = " · ".join(one for one in (workshop.place, workshop.link) if one)
    facts = [
        (_("Path:"), path),
        (_("Cohort:"), workshop.cohort.title),
        (_("Where:"), where),
        (_("Trainers:"), ", ".join(trainers)),
        (_("Time zone:"), workshop.time_zone),
    ]
    return {
        "language": language,
        "organisation": issuer.name,
        "legal": legal_lines(legal_record(issuer)),
        "title": _("Attendance sheet"),
        "workshop": workshop.title,
        "facts": [[label, value] for label, value in facts],
        "columns": [_("Name"), _("Attendance"), _("Signature"), _("When and how")],
        "trainers_title": _("Trainers’ signatures"),
        "nobody": _("No trainer has signed this half-day yet."),
        "corrections_title": _("Corrections"),
        "halves": [_half_of(one, workshop, language) for one in sheets],
        "printed": _("Drawn on %(when)s. Rows are only ever added: a correction leaves what it corrects.")
        % {"when": formats.exact(timezone.now(), workshop.zone, language)},
    }


def _half_of(sheet: Sheet, workshop: Workshop, language: str) -> dict[str, Any]:
    return {
        "title": _title(sheet.half, workshop, language),
        "rows": [
            {"name": one.name, "state": state_words(one.holds), **_signed(one.holds, workshop, language)}
            for one in sheet.listed
        ],
        "trainers": [{"name": one.name, **_signed(one, workshop, language)} for one in sheet.trainers],
        "corrections": [line for one in sheet.listed for line in _corrections(one, workshop, language)],
    }


def _title(half: Half, workshop: Workshop, language: str) -> str:
    begins, ends = (one.astimezone(workshop.zone).strftime("%H:%M") for one in (half.starts, half.ends))
    return f"{formats.whole_day(half.on, language)}, {part_words(half)} ({begins} – {ends})"


def _signed(row: Signature | None, workshop: Workshop, language: str) -> dict[str, str]:
    if row is None:
        return {"drawing": "", "typed": "", "label": "", "how": ""}
    way = str(Signature.Way(row.way).label)
    how = f"{_moment(row.device_at or row.at, workshop)}, {way}"
    if row.device_at:
        how += " (" + _("received on %(when)s") % {"when": _moment(row.at, workshop)} + ")"
    if row.enrolment_id and row.way == Signature.Way.WORD:
        how += f", {row.by.name}"
    return {
        "drawing": drawings.paper(row.drawing) if row.drawing else "",
        "typed": row.typed,
        "label": _("Signature of %(name)s") % {"name": row.name},
        "how": how,
    }


def _corrections(one: Attender, workshop: Workshop, language: str) -> Iterator[str]:
    for before, after in zip(one.rows, one.rows[1:], strict=False):
        yield _("%(name)s: “%(before)s” became “%(after)s” on %(when)s, by %(by)s: %(why)s") % {
            "name": one.name,
            "before": state_words(before),
            "after": _("present") if after.present else _("absent"),
            "when": _moment(after.at, workshop),
            "by": after.by.name,
            "why": after.reason,
        }


def _moment(at: datetime, workshop: Workshop) -> str:
    return at.astimezone(workshop.zone).strftime("%d/%m/%Y %H:%M")


def sheet_table(workshop: Workshop, sheets: list[Sheet]) -> Table:
    """All rows, what was corrected too, to take away."""
    columns = [
        Column("day", _("Day"), "date"),
        Column("half", _("Half-day")),
        Column("name", _("Name")),
        Column("email", _("E-mail")),
        Column("attendance", _("Attendance")),
        Column("reason", _("Reason")),
        Column("how", _("How")),
        Column("by", _("Noted by")),
        Column("device_at", _("Signed (device)")),
        Column("at", _("Received")),
        Column("holds", _("Holds")),
        Column("hours", _("Hours"), "hours"),
    ]
    rows = [row for sheet in sheets for row in _rows(workshop, sheet)]
    return Table("attendance", _("Attendance sheets"), columns, rows, [workshop.title])


def _rows(workshop: Workshop, sheet: Sheet) -> Iterator[list[Cell]]:
    for one in sheet.listed:
        rows: list[Signature | None] = [*one.rows] or [None]
        for row in rows:
            yield _row(
                workshop, sheet.half, one.name, one.enrolment.person.email or "", row, row is one.holds
            )
    for row in sheet.trainers:
        yield _row(
            workshop, sheet.half, _("%(name)s (trainer)") % {"name": row.name}, row.by.email or "", row, True
        )


def _row(
    workshop: Workshop, half: Half, name: str, email: str, row: Signature | None, holds: bool
) -> list[Cell]:
    own: list[Cell] = [half.on, part_words(half), name, email]
    if row is None:
        return own + [None] * 8
    return [
        *own,
        _("present") if row.present else _("absent"),
        row.reason,
        str(Signature.Way(row.way).label),
        row.by.name,
        _moment(row.device_at, workshop) if row.device_at else None,
        _moment(row.at, workshop),
        _("yes") if holds else _("no, corrected"),
        row.minutes / 60 if row.present and holds else 0,
    ]
