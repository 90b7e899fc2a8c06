"""The front matter of a page: what stands in YAML (``---``) or TOML (``+++``) above its text."""

import re
import tomllib
from typing import Any

from cordee.studio import yamls

_FRONT = re.compile(r"\A\s*?(?P<mark>---|\+\+\+)[ \t]*\n(?P<front>.*?)\n(?P=mark)[ \t]*(?:\n|\Z)", re.DOTALL)


def parted(text: str) -> tuple[dict[str, Any], str]:
    """What a page says of itself, and its text. What cannot be read of it stays in the text."""
    found = _FRONT.match(text)
    if not found:
        return {}, text
    try:
        said = yamls.load(f"{found['front']}\n") if found["mark"] == "---" else tomllib.loads(found["front"])
    except ValueError:
        return {}, text
    return (said, text[found.end() :]) if isinstance(said, dict) else ({}, text)


def line(said: dict[str, Any], *names: str) -> str:
    """The first of these that is a word or a number, as text."""
    for name in names:
        value = said.get(name)
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip()
    return ""


def lines(said: dict[str, Any], *names: str) -> list[str]:
    """The first of these that is a list of words, or one word."""
    for name in names:
        value = said.get(name)
        if isinstance(value, list):
            return [str(one).strip() for one in value[:100] if isinstance(one, str | int | float)]
        if isinstance(value, str) and value.strip():
            return [value.strip()]
    return []


def minutes(said: dict[str, Any]) -> int | None:
    """How long it takes, where it says so: ``15``, ``"15 min"``, ``"1 h 30"``, ``"PT20M"``."""
    text = line(
        said, "minutes", "duration", "time", "estimated_time", "duree", "durée", "readingTime"
    ).lower()
    if text.isdigit():
        return int(text)
    found = re.match(
        r"(?:pt)?(?:(\d+)\s*h(?:ours?|eures?)?)?\s*(?:(\d+)\s*(?:m|min|mn|minutes?)?)?\s*\Z", text
    )
    total = int(found[1] or 0) * 60 + int(found[2] or 0) if found else 0
    return total or None
