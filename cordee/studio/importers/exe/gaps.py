"""Texts with gaps of eXeLearning: what is underlined is to be found."""

import re
from html import unescape
from typing import Any

_UNDERLINED = re.compile(r"<u\b[^>]*>(.*?)</u>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def cloze(html: str, *, exact_case: bool = False, offered: list[str] | None = None) -> dict[str, Any] | None:
    """The question of such a text (its prompt still HTML); None where nothing is underlined.

    ``offered``: the gaps are lists, of all their words and of these.
    """
    words: list[str] = []

    def gap(found: re.Match[str]) -> str:
        word = " ".join(unescape(_TAG.sub("", found[1])).replace("\xa0", " ").split())
        if not word or len(words) >= 100:
            return found[1]
        words.append(word)
        return f"⟦g{len(words)}⟧"

    prompt = _UNDERLINED.sub(gap, html)
    if not words:
        return None
    gaps: list[dict[str, Any]]
    if offered is None:
        gaps = [{"type": "text", "accepted": _accepted(word), "exact_case": exact_case} for word in words]
    else:
        every = list(dict.fromkeys([*words, *offered]))
        every.sort(key=str.casefold)
        gaps = [
            {
                "type": "choice",
                "options": [{"text": one[:500], "credit": float(one == word)} for one in every],
            }
            for word in words
        ]
    return {"prompt": prompt, "gaps": gaps}


def _accepted(word: str) -> list[dict[str, Any]]:
    """Several words between bars are all right."""
    parts = [part.strip() for part in word.strip("|").split("|") if part.strip()] or [word]
    return [{"text": part[:500].replace("*", "\\*")} for part in parts]
