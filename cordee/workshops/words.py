"""When a workshop is, in words: in the reader's zone, and in its own where the clocks there say something else."""

from datetime import datetime, tzinfo
from typing import Protocol
from zoneinfo import ZoneInfo

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cordee.core.text import formats


class Dated(Protocol):
    """What lasts from one moment to another, somewhere."""

    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...
    @property
    def time_zone(self) -> str: ...


def spoken(dated: Dated) -> str:
    """When it is, for the reader: "lundi 7 décembre, 09:00 – 12:30"."""
    return _words(dated, timezone.get_current_timezone())


def spoken_there(dated: Dated) -> str:
    """When it is where it takes place; empty where that is what the reader's clock says."""
    here, there = timezone.get_current_timezone(), ZoneInfo(dated.time_zone)
    if all(one.astimezone(here).utcoffset() == one.astimezone(there).utcoffset() for one in _moments(dated)):
        return ""
    return _("%(when)s, time of %(zone)s") % {
        "when": _words(dated, there),
        "zone": dated.time_zone.rpartition("/")[2].replace("_", " "),
    }


def hours(starts: datetime, ends: datetime, zone: tzinfo | None = None) -> str:
    """From when to when of one day: "09:00 – 12:30"."""
    language = translation.get_language() or "fr"
    zone = zone or timezone.get_current_timezone()
    return " – ".join(formats.clock(one.astimezone(zone).time(), language) for one in (starts, ends))


def _words(dated: Dated, zone: tzinfo) -> str:
    language = translation.get_language() or "fr"
    starts, ends = (one.astimezone(zone) for one in _moments(dated))
    if starts.date() == ends.date():
        return f"{_day(starts, language)}, {hours(starts, ends, zone)}"
    return _("from %(start)s at %(from)s to %(end)s at %(to)s") % {
        "start": _day(starts, language),
        "from": formats.clock(starts.time(), language),
        "end": _day(ends, language),
        "to": formats.clock(ends.time(), language),
    }


def _day(at: datetime, language: str) -> str:
    """With its year where it is another one."""
    if at.year == timezone.localdate(timezone=at.tzinfo).year:
        return formats.day(at.date(), language)
    return formats.whole_day(at.date(), language)


def _moments(dated: Dated) -> tuple[datetime, datetime]:
    return dated.starts_at, dated.ends_at
