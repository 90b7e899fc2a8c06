"""In whose language and zone a table is written, and how a cell reads in it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal

from django.utils import timezone, translation

from cordee.core.text import formats
from cordee.sheets.sheet import Cell, Kind

NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True)
class Voice:
    """A reader's language and zone."""

    language: str
    zone: tzinfo

    @property
    def french(self) -> bool:
        """Whether numbers have a comma, and days come first."""
        return self.language.startswith("fr")

    def local(self, moment: datetime) -> datetime:
        """A moment in the reader's zone, without it: spreadsheets know none."""
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return aware.astimezone(self.zone).replace(tzinfo=None)


def voice_of_now() -> Voice:
    """The voice of the request, or of the mail, that is being answered."""
    return Voice(translation.get_language() or "fr", timezone.get_current_timezone())


def plain(cell: Cell, kind: Kind, voice: Voice) -> str:
    """A cell as a spreadsheet reads it back: "1234,5", "62,4%", "27/11/2026"; in English "1234.5", "2026-11-27"."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, datetime):
        return voice.local(cell).strftime("%d/%m/%Y %H:%M" if voice.french else "%Y-%m-%d %H:%M")
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y") if voice.french else cell.isoformat()
    if isinstance(cell, int | float | Decimal):
        return _plain_number(cell, kind, voice)
    return str(cell)


def shown(cell: Cell, kind: Kind, voice: Voice) -> str:
    """A cell as a person reads it on paper: "1 234,5", "62,4 %", "1,5 h"."""
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        return plain(cell, kind, voice)
    match kind:
        case "share":
            text = formats.number(round(float(cell) * 100, 1), voice.language)
            return f"{text}{NO_BREAK}%" if voice.french else f"{text}%"
        case "hours":
            return f"{formats.number(round(cell, 2), voice.language)}{NO_BREAK}h"
        case "whole":
            return formats.number(round(cell), voice.language)
        case _:
            return formats.number(round(cell, 2), voice.language)


def _plain_number(cell: float | Decimal, kind: Kind, voice: Voice) -> str:
    if kind == "whole":
        return str(round(cell))
    value, after = (float(cell) * 100, "%") if kind == "share" else (cell, "")
    text = f"{value:.1f}" if kind == "share" else f"{value:.4f}"
    text = text.rstrip("0").rstrip(".")
    text = "0" if text in ("-0", "") else text
    return (text.replace(".", ",") if voice.french else text) + after
