"""Dates and numbers as the reader's language writes them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from cordee.core.text.formats import ago, day, exact, number, percent

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 23, 14, 5, 30, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("past", "french", "english"),
    [
        (timedelta(seconds=-20), "il y a 1\u00a0min", "1 min ago"),
        (timedelta(0), "il y a 1\u00a0min", "1 min ago"),
        (timedelta(minutes=3), "il y a 3\u00a0min", "3 min ago"),
        (timedelta(minutes=59, seconds=59), "il y a 59\u00a0min", "59 min ago"),
        (timedelta(hours=1), "il y a 1\u00a0h", "1 hr ago"),
        (timedelta(days=1), "il y a 1 jour", "1 day ago"),
        (timedelta(days=6, hours=23), "il y a 6 jours", "6 days ago"),
        (timedelta(days=7), "16 nov.", "16 Nov"),
        (timedelta(days=22), "1er nov.", "1 Nov"),
        (timedelta(days=365), "23 nov. 2025", "23 Nov 2025"),
    ],
)
def test_ago(past: timedelta, french: str, english: str) -> None:
    assert ago(NOW - past, NOW, "fr") == french
    assert ago(NOW - past, NOW, "en") == english


def test_the_date_is_that_of_the_reader() -> None:
    then = datetime(2025, 12, 31, 23, 30, tzinfo=ZoneInfo("UTC"))
    assert ago(then, NOW, "fr") == "1er janv."


def test_exact() -> None:
    assert exact(NOW, PARIS, "fr") == "lundi 23 novembre 2026 à 14:05"
    assert exact(NOW, ZoneInfo("UTC"), "en") == "Monday, 23 November 2026 at 13:05"


def test_day() -> None:
    assert day(date(2026, 11, 23), "fr") == "lundi 23 novembre"
    assert day(date(2026, 3, 1), "fr") == "dimanche 1er mars"
    assert day(date(2026, 3, 1), "en") == "Sunday, 1 March"
    assert day(NOW, "fr") == "lundi 23 novembre"


def test_number() -> None:
    assert number(1234.5, "fr") == "1\u202f234,5"
    assert number(1234567, "en") == "1,234,567"


@pytest.mark.parametrize("lang", ["fr-ca", "fr_FR", "xx", "", "en-us", "zh-hans", "../etc/passwd"])
def test_any_language_tag_is_answered(lang: str) -> None:
    assert ago(NOW - timedelta(days=2), NOW, lang)
    assert exact(NOW, PARIS, lang)
    assert number(1, lang) == "1"


def test_a_share_is_written_as_people_say_it() -> None:
    assert percent(0.617, "fr") == "62\u00a0%"
    assert percent(0.617, "en") == "62%"
