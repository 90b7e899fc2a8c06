"""What comes in is safe to keep, and cleaning twice changes nothing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordee.core.text import clean, clean_line

# All of Unicode, lone surrogates included, with the troublesome more often than chance.
TROUBLE = (
    "\x00\x07\x1b\x7f\x85\u00a0\u00ad\u200b\u200c\u200d\u200e\u202e\u2028\u202f\u2066\ufeff\ud800\udfff\ufdd0"
)
ANY_TEXT = st.text(st.one_of(st.characters(codec=None), st.sampled_from(TROUBLE + " \t\r\nae\u0301é<>&")))


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@given(ANY_TEXT)
def test_clean_text_can_be_stored_and_sent(text: str) -> None:
    for made in (clean(text), clean_line(text)):
        made.encode()
        assert "\x00" not in made
        assert unicodedata.is_normalized("NFC", made)
    assert "\n" not in clean_line(text)


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("e\u0301", "é"),
        ("a\x00b\x07c\x1b[31m", "abc[31m"),
        ("safe\u202etxt.exe", "safetxt.exe"),
        ("\u2066a\u2069", "a"),
        ("a\ud800b", "ab"),
        ("\n\n  a \t\n\n\n  ", "  a"),
        ("one  \ntwo   \nthree \nfour", "one  \ntwo  \nthree\nfour"),  # two spaces break a line in Markdown
        ("tab\tstays", "tab\tstays"),
        ("👩‍🚀 et 🇫🇷", "👩‍🚀 et 🇫🇷"),
    ],
)
def test_clean(given_: str, kept: str) -> None:
    assert clean(given_) == kept


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        ("  Nadia \t\n  Benali ", "Nadia Benali"),
        ("Na\u200bdia\ufeff", "Nadia"),
        ("a\u200db", "ab"),
        ("\u200b\u200d\u2060\ufeff", ""),
        ("\u3164", ""),
        ("\u0301", ""),
        ("Pourquoi\u202f?", "Pourquoi\u202f?"),
        ("👩‍🚀", "👩‍🚀"),
        ("نامه\u200cای", "نامه\u200cای"),
    ],
)
def test_clean_line(given_: str, kept: str) -> None:
    assert clean_line(given_) == kept
