"""The words that were found, shown in their place."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from markupsafe import Markup, escape

from cordee.core.text import plain, typography
from cordee.search.ranking import Question
from cordee.search.words import folded, stem, words_of

LENGTH = 240  # characters
_TOKEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Passage:
    """Where a thread says it: the text around the words, which are marked; the reply it stands in, if it is one."""

    text: Markup
    comment_id: UUID | None
    author_id: UUID | None


@dataclass(frozen=True)
class Said:
    """One of the texts of a thread, as it was written."""

    body: str
    comment_id: UUID | None
    author_id: UUID | None


class Marker:
    """Finds the words of one question in texts."""

    def __init__(self, asked: Question) -> None:
        self._tells = {
            one: asked.known.get(one, 0.0) for alternatives in asked.stems.values() for one in alternatives
        }
        self._prefix = folded(asked.prefix) if asked.prefix else ""
        self._least = min((value for value in self._tells.values() if value), default=1.0)

    def marked(self, text: str) -> Markup:
        """A short text with the words found in it marked."""
        return self._marked(text, self._found(text))

    def best(self, said: Iterable[Said]) -> Passage | None:
        """The place that tells most of the question; the beginning where none of its words stands."""
        best: tuple[float, int, int, str, Said] | None = None
        for one in said:
            text = plain(one.body)
            worth, start = self._window(text)
            if best is None or worth > best[0]:
                best = (worth, start, len(text), text, one)
        if best is None:
            return None
        _worth, start, _length, text, one = best
        return Passage(self._cut(text, start), one.comment_id, one.author_id)

    def _found(self, text: str) -> list[tuple[int, int, float, str]]:
        """Where the words stand: start, end, what they tell, and as which stem."""
        found = []
        for token in _TOKEN.finditer(text):
            words = words_of(token[0])
            if not words:
                continue
            word = words[0]
            for one in (stem(word, "fr"), stem(word, "en")):
                if one in self._tells:
                    found.append((token.start(), token.end(), self._tells[one] or self._least, one))
                    break
            else:
                if self._prefix and folded(word).startswith(self._prefix):
                    found.append((token.start(), token.end(), self._least, self._prefix))
        return found

    def _window(self, text: str) -> tuple[float, int]:
        """How much the best stretch of a passage's length tells, each word once, and where it begins."""
        found = self._found(text)
        best, place = 0.0, 0
        for number, (start, _end, _worth, _one) in enumerate(found):
            seen: dict[str, float] = {}
            for other, end, worth, one in found[number:]:
                del other
                if end - start > LENGTH:
                    break
                seen[one] = worth
            if sum(seen.values()) > best:
                best, place = sum(seen.values()), start
        return best, place

    def _cut(self, text: str, start: int) -> Markup:
        """The stretch around ``start``, cut between words."""
        begin = max(0, start - LENGTH // 4)
        if begin:
            begin = text.rfind(" ", 0, begin) + 1
        end = min(len(text), begin + LENGTH)
        if end < len(text):
            end = max(text.rfind(" ", begin, end), begin + LENGTH // 2)
        piece = text[begin:end]
        marked = self._marked(piece, self._found(piece))
        return Markup("{}{}{}").format("… " if begin else "", marked, " …" if end < len(text) else "")

    def _marked(self, text: str, found: list[tuple[int, int, float, str]]) -> Markup:
        text = typography(text)  # as long as before: the places stay right
        parts: list[Markup] = []
        at = 0
        for start, end, _worth, _one in found:
            parts += [escape(text[at:start]), Markup("<mark>{}</mark>").format(text[start:end])]
            at = end
        return Markup().join([*parts, escape(text[at:])])
