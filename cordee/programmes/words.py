"""When a prompt comes out, and on which rhythm a programme asks, in words: in the space's zone."""

from datetime import date, datetime, time
from typing import Literal

from babel.dates import get_day_names, get_month_names
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cordee.core.text import formats
from cordee.programmes.models import Programme, Prompt


def due(prompt: Prompt) -> str:
    """The day and the hour at which it comes out, or came out: "mardi 1er décembre, 09:00"."""
    language = _language()
    if prompt.published_at is not None:
        local = prompt.published_at.astimezone(prompt.programme.space.zone)
        return f"{formats.day(local.date(), language)}, {formats.clock(local.time(), language)}"
    return f"{formats.day(prompt.on, language)}, {formats.clock(prompt.clock, language)}"


def rhythm(programme: Programme) -> str:
    """How often, on which day, at what hour."""
    language = _language()
    said = {
        "day": get_day_names("wide", locale=language)[programme.weekday],
        "hour": formats.clock(programme.clock, language),
        "count": programme.every,
    }
    if programme.every == 1:
        return _("Every %(day)s at %(hour)s") % said
    return (
        ngettext(
            "Every %(count)s week, on %(day)s at %(hour)s",
            "Every %(count)s weeks, on %(day)s at %(hour)s",
            programme.every,
        )
        % said
    )


def weekdays(width: Literal["wide", "abbreviated"] = "wide") -> list[tuple[int, str]]:
    """The days of the week, Monday first."""
    names = get_day_names(width, locale=_language())
    return [(day, names[day]) for day in range(7)]


def month(first: date) -> str:
    """A month and its year: "décembre 2026"."""
    return f"{get_month_names('wide', 'stand-alone', locale=_language())[first.month]} {first.year}"


def zone(name: str) -> str:
    """A time zone, by its city."""
    return name.rpartition("/")[2].replace("_", " ")


def short_day(of: date) -> str:
    """A day in a list: "mar. 1 déc."."""
    language = _language()
    name = get_day_names("abbreviated", locale=language)[of.weekday()]
    months = get_month_names("abbreviated", locale=language)
    return f"{name} {of.day} {months[of.month]}"


def clock(of: time) -> str:
    """A time of day."""
    return formats.clock(of, _language())


def why(prompt: Prompt) -> str:
    """What keeps it, in words."""
    return str(Prompt.Why(prompt.why).label) if prompt.why else ""


def in_field(of: datetime | time) -> str:
    """A time as a form takes it."""
    return of.strftime("%H:%M")


def _language() -> str:
    return translation.get_language() or "fr"
