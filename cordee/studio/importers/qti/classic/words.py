"""Texts, images and sounds of QTI 1.2, as Markdown."""

import re
from html import escape, unescape

from cordee.studio.making import words_of
from cordee.studio.markup import Element, inner, text_of
from cordee.studio.shelf import Meaning, Shelf

_MEDIA = {"matimage": "img", "mataudio": "audio", "matvideo": "video"}
_HTML = re.compile(
    r"<(?:p|div|span|br|img|a|b|i|em|strong|ul|ol|table|sub|sup|h\d|math|pre|code)\b[^>]*>", re.IGNORECASE
)


class Words:
    """What an item says, seen from the folder of its file."""

    def __init__(self, shelf: Shelf, folder: str, meaning: Meaning | None = None) -> None:
        self.shelf, self.folder, self.meaning = shelf, folder, meaning

    def of(self, element: Element) -> str:
        """All materials in an element."""
        return "\n\n".join(text for one in element.iter("material") if (text := self.material(one)))

    def material(self, element: Element) -> str:
        """One material."""
        return "\n\n".join(text for one in element if (text := self._part(one)))

    def html(self, html: str) -> str:
        """A text that is HTML."""
        return self.shelf.words(html, self.folder, self.meaning)

    def _part(self, one: Element) -> str:
        match one.tag:
            case "mattext" | "matemtext":
                return self._text(one)
            case "matbreak":
                return ""
            case "matimage" | "mataudio" | "matvideo":
                address = escape(one.get("uri") or "", quote=True)
                words = escape(one.get("label") or text_of(one)[:200], quote=True)
                return self.html(f'<{_MEDIA[one.tag]} src="{address}" alt="{words}" title="{words}">')
            case "mat_extension":
                # Blackboard keeps its texts there.
                said = [self.html(text.text or "") for text in one.iter("mat_formattedtext")]
                return "\n\n".join(part for part in said if part) or self.of(one)
            case "flow_mat":
                return self.of(one)
        return ""

    def _text(self, one: Element) -> str:
        if len(one):
            return self.html(inner(one))
        text = one.text or ""
        if (one.get("texttype") or "").lower() in ("text/html", "text/xhtml") or _HTML.search(text):
            return self.html(text)
        # Escaped twice by some systems.
        twice = unescape(text)
        return self.html(twice) if _HTML.search(twice) else words_of(twice)
