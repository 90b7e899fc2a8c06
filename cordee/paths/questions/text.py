"""A few words written by the learner."""

import fnmatch
import re
import unicodedata
from random import Random
from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from cordee.paths.contents import Content, Line, Words
from cordee.paths.questions.contract import Grade, Question

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "Oe", "Æ": "Ae", "ß": "ss", "’": "'"})


class Accepted(Content):
    """An answer and what it is worth; ``*`` in it stands for anything (``\\*`` for itself)."""

    text: Line
    credit: float = Field(1.0, ge=0, le=1)
    feedback: Words = ""


class TextQuestion(Question):
    """A short answer, forgiving of accents, capitals and spaces unless its author is not. Answer: a text."""

    name = "text"
    label = _("Short answer")

    accepted: list[Accepted] = Field(min_length=1, max_length=100)
    exact_case: bool = False
    exact_accents: bool = False

    def asked(self, shown: dict[str, Any], chance: Random) -> dict[str, Any]:
        """Nothing but the prompt."""
        return {}

    def graded(self, shown: dict[str, Any], answer: Any, chance: Random) -> Grade:
        """The best of what is accepted and fits."""
        said = self._folded(answer if isinstance(answer, str) else "")[:1000]
        best, remark = 0.0, ""
        for at, one in enumerate(self.accepted):
            if one.credit >= best and _fits(self._folded(one.text), said) and said:
                best, remark = one.credit, shown["accepted"][at]["feedback"]
        solution = escape(max(self.accepted, key=lambda one: one.credit).text.replace("\\*", "*"))
        return Grade(best, (remark,) if remark else (), solution)

    def _folded(self, text: str) -> str:
        text = " ".join(text.translate(_LIGATURES).split())
        if not self.exact_accents:
            parts = unicodedata.normalize("NFKD", text)
            text = "".join(letter for letter in parts if not unicodedata.combining(letter))
        return text if self.exact_case else text.casefold()


def _fits(pattern: str, said: str) -> bool:
    parts = re.split(r"(?<!\\)\*", pattern)
    if len(parts) == 1:
        return said == pattern.replace("\\*", "*")
    # A translation of our own parts, so that only * is special; fnmatch's expressions take linear time.
    wild = "*".join(re.sub(r"([\[?*])", r"[\1]", part.replace("\\*", "*")) for part in parts)
    return fnmatch.fnmatchcase(said, wild)
