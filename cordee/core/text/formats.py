"""Dates, times and numbers in the reader's language, from the Unicode CLDR through Babel.

A page shows sixty of them, so what depends on little is kept: "3 min ago" is written once, not once a line.
"""

from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time, format_timedelta
from babel.numbers import format_decimal, format_percent

# English as it is written in Europe, beside French: 23 November, 14:05.
_LOCALES = {"en": "en_GB"}
_DATE_AND_TIME = {"fr": "{} à {}", "en": "{} at {}"}

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


def ago(then: datetime, now: datetime, lang: str) -> str:
    """How long ago: "il y a 3 min"; past six days the date, "12 mars", with the year if it is another one.

    Both times are aware, ``now`` in the reader's time zone: it says which day it is for them. What lies ahead
    by a moment (two clocks) reads as a minute ago.
    """
    delta = now - then
    seconds = delta.days * _DAY + delta.seconds
    if seconds < _HOUR:
        return _elapsed("minutes", max(seconds // _MINUTE, 1), lang)
    if seconds < _DAY:
        return _elapsed("hours", seconds // _HOUR, lang)
    if seconds < 7 * _DAY:
        return _elapsed("days", seconds // _DAY, lang)
    local = then.astimezone(now.tzinfo)
    return _short_date(local.date(), local.year != now.year, lang)


def exact(then: datetime, tz: tzinfo, lang: str) -> str:
    """The whole date and time, for titles: "lundi 23 novembre 2026 à 14:05"."""
    local = then.astimezone(tz)
    return _DATE_AND_TIME.get(_language(lang), "{}, {}").format(
        _long_date(local.date(), lang), _time(local.time().replace(second=0, microsecond=0), lang)
    )


def day(of: date, lang: str) -> str:
    """A day near in time: "lundi 23 novembre"."""
    return _day(date(of.year, of.month, of.day), lang)


def whole_day(of: date, lang: str) -> str:
    """A day that is read years later: "23 novembre 2026"."""
    return _first(of, format_date(of, "long", locale=_locale(lang)), lang)


def clock(of: time, lang: str) -> str:
    """A time of day: "14:05"."""
    return _time(of.replace(second=0, microsecond=0, tzinfo=None), lang)


@lru_cache(maxsize=4096)
def number(n: int | float | Decimal, lang: str) -> str:
    """A number with its separators: "1 234,5" with narrow no-break spaces in French."""
    return format_decimal(n, locale=_locale(lang))


@lru_cache(maxsize=1024)
def percent(share: float, lang: str) -> str:
    """A share between 0 and 1 as people say it: "62 %" with its no-break space in French."""
    return format_percent(round(share, 2), locale=_locale(lang))


@lru_cache(maxsize=64)
def _locale(lang: str) -> Locale:
    """The nearest known locale of a tag such as ``fr`` or ``fr-ca``; English if there is none."""
    try:
        return Locale.parse(_LOCALES.get(lang, lang), sep="-" if "-" in lang else "_")
    except (UnknownLocaleError, ValueError):
        short = _language(lang)
        return Locale.parse(_LOCALES["en"]) if short == lang else _locale(short)


def _language(lang: str) -> str:
    return lang.replace("_", "-").partition("-")[0]


@lru_cache(maxsize=1024)
def _elapsed(unit: str, count: int, lang: str) -> str:
    # Days are words ("il y a 2 jours"), the rest is short; a threshold of 1 keeps the unit asked for.
    width: Literal["long", "short"] = "long" if unit == "days" else "short"
    return format_timedelta(
        timedelta(**{unit: -count}), add_direction=True, format=width, threshold=1, locale=_locale(lang)
    )


@lru_cache(maxsize=4096)
def _short_date(of: date, with_year: bool, lang: str) -> str:
    skeleton = "yMMMd" if with_year else "MMMd"
    return _first(of, format_skeleton(skeleton, datetime.combine(of, time(12)), locale=_locale(lang)), lang)


@lru_cache(maxsize=4096)
def _long_date(of: date, lang: str) -> str:
    return _first(of, format_date(of, "full", locale=_locale(lang)), lang)


@lru_cache(maxsize=1024)
def _day(of: date, lang: str) -> str:
    # The language's full date without its year: the CLDR's own pattern for this falls back to "lun." here.
    locale = _locale(lang)
    pattern = locale.date_formats["full"].pattern.replace("y", "").strip(" ,")
    return _first(of, format_date(of, pattern, locale=locale), lang)


@lru_cache(maxsize=2048)
def _time(of: time, lang: str) -> str:
    return format_time(of, "short", locale=_locale(lang))


def _first(of: date, text: str, lang: str) -> str:
    """French says "1er mars"; the CLDR does not."""
    if of.day != 1 or _language(lang) != "fr":
        return text
    return " ".join("1er" if word == "1" else word for word in text.split(" "))
