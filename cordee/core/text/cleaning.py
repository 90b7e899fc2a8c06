"""What a form, an API call or an archive gives us, made safe to keep."""

import re
import unicodedata

# Ends of line of every system, and those of Unicode, are one newline.
_NEWLINES = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Control characters (tab and newline stay), bidirectional embeddings, overrides and isolates (they make a
# text read otherwise than it is written: CVE-2021-42574), lone surrogates and noncharacters (PostgreSQL and
# UTF-8 refuse them).
_UNSAFE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
# What takes no room: in a name it only serves to look like another one. Joiners are treated apart.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f\u2060-\u206f\u2800"
    "\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_JOINERS = re.compile("[\u200c\u200d]+")
_SPACES = re.compile(r"\s+")
_NO_BREAK = ("\u00a0", "\u202f")


def clean(text: str) -> str:
    """The text as it is kept: NFC, newlines only, nothing invisible that deceives or that storage refuses.

    Spaces at the ends of lines go, but for the two that make a line break in Markdown. Cleaning what is clean
    changes nothing.
    """
    text = _UNSAFE.sub("", _NEWLINES.sub("\n", text))
    return _without_trailing_spaces(unicodedata.normalize("NFC", text))


def clean_line(text: str) -> str:
    """One line, for names and titles: also without zero-width characters, and with single spaces.

    A no-break space that stands alone stays (French typography); a joiner stays only between two characters
    outside ASCII (emoji, Persian, Indic scripts). What shows nothing at all becomes ``""``.
    """
    text = _INVISIBLE.sub("", clean(text))
    text = _JOINERS.sub(_kept_joiner, text)
    text = _SPACES.sub(lambda run: run[0] if run[0] in _NO_BREAK else " ", text).strip()
    text = unicodedata.normalize("NFC", text)
    return text if any(unicodedata.category(char)[0] in "LNPS" for char in text) else ""


def _kept_joiner(run: re.Match[str]) -> str:
    before, after = run.string[max(run.start() - 1, 0) : run.start()], run.string[run.end() : run.end() + 1]
    joins = before > "\x7f" and after > "\x7f" and not before.isspace() and not after.isspace()
    return run[0][0] if joins else ""


def _without_trailing_spaces(text: str) -> str:
    if " \n" in text or "\t\n" in text:
        lines = text.split("\n")
        bodies = [line.rstrip(" \t") for line in lines]
        for at, line in enumerate(lines[:-1]):
            if bodies[at] and bodies[at + 1] and line.endswith("  "):
                bodies[at] += "  "
        text = "\n".join(bodies)
    return text.lstrip("\n").rstrip(" \t\n")
