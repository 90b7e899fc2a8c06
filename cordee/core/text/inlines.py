"""Reads the inline elements of an HTML document: emphasis, links, code, formulas, images, emoji."""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from urllib.parse import quote, urljoin, urlsplit

from cordee.core.text import escaping
from cordee.core.text.blocks import Block

ANY_TAG = re.compile(r"<[^<>]*>")
MARK_OF = {"strong": "**", "b": "**", "em": "*", "i": "*", "del": "~~", "s": "~~", "strike": "~~"}

_ATTRIBUTE = re.compile(r"([^\s=\"'/>]{1,60}+)\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_SPAN_OR_TEX = re.compile(r"<(/?)span\b[^<>]*>|<annotation\b[^<>]*>([^<]*)</annotation>")
_TEX = re.compile(r"<annotation\b[^<>]{0,200}tex[^<>]{0,200}>([^<]*)</annotation>")
_EMOJI = re.compile(r"\bemoji-([0-9a-f]{2,6}(?:-[0-9a-f]{2,6})*)\b")
_NOT_IN_ADDRESS = re.compile(r"[\s<>()\\\"`|{}^]|&(?=#?\w+;)")
_DROPPED_IN_ADDRESS = {ord(char): None for char in "\t\n\r"}
# White space at the edge of an emphasis goes out of it, or it would be none.
_EDGES = " \u00a0\u202f\u2002\u2003\u2009" + escaping.BREAK


@dataclass
class Inline:
    """An open inline element: its tag, what it puts around its words, and these words so far."""

    tag: str
    mark: str = ""
    href: str = ""
    title: str = ""
    pieces: list[str] = field(default_factory=list)


class _Code(str):
    """A code span that remembers its code: two in a row must become one, or their backticks would mix."""

    raw: str


class _Nested(str):
    """The words of an emphasis in an emphasis: marked if they are all of it, else stars would be misread."""


class InlineReader:
    """The inline half of the reader of a document, at the place ``at`` of ``html``."""

    def __init__(self, html: str, base: str) -> None:
        self.html, self.base, self.at = html, base, 0
        self.blocks = [Block("")]
        self.inlines: list[Inline] = []
        self.same: Counter[str] = Counter()
        self.linked: set[str] = set()

    @property
    def pieces(self) -> list[str]:
        """Where the next words go."""
        return self.inlines[-1].pieces if self.inlines else self.blocks[-1].pieces

    @property
    def link(self) -> Inline | None:
        """The link under way."""
        return next((inline for inline in self.inlines if inline.tag == "a"), None)

    def text(self, data: str) -> None:
        """Words, in HTML."""
        if "&" in data:
            data = unescape(data)
        pieces = self.pieces
        if data and (pieces or not data.isspace()):
            pieces.append(escaping.words(data, in_link=self.link is not None))

    def start_inline(self, tag: str, raw: str) -> None:
        """An inline element begins, with ``raw`` attributes; one that means nothing to us is passed over."""
        if tag in MARK_OF:
            if any(inline.mark == MARK_OF[tag] for inline in self.inlines):
                self.same[tag] += 1
            else:
                self.inlines.append(Inline(tag, mark=MARK_OF[tag]))
        elif tag == "a":
            self.end_inline("a")
            link = attributes(raw)
            self.inlines.append(Inline("a", href=link.get("href", ""), title=link.get("title", "")))
        elif tag == "br":
            self.pieces.append(escaping.BREAK)
        elif tag == "span":
            self.span(raw)
        elif tag == "img":
            self.image(attributes(raw))
        elif tag == "math":
            self.math(raw)

    def end_inline(self, tag: str) -> None:
        """An inline element ends, and those left open in it."""
        if self.same[tag]:
            self.same[tag] -= 1
        elif any(inline.tag == tag for inline in self.inlines):
            while self.leave().tag != tag:
                pass

    def leave(self) -> Inline:
        """Closes the innermost inline element: its words go, marked, to the one around it."""
        inline = self.inlines.pop()
        text = "".join(inline.pieces)
        core = text.strip(_EDGES)
        lead, trail = (text[: text.index(core)], text[text.index(core) + len(core) :]) if core else (text, "")
        pieces = self.pieces
        if inline.tag == "a":
            pieces.append(lead + self.linked_words(core, inline))
        elif core:
            self.emphasis(lead, core, inline)
        elif lead:
            pieces.append(lead)
        if trail:
            pieces.append(trail)
        return inline

    def emphasis(self, lead: str, core: str, inline: Inline) -> None:
        """``core`` between marks. Within a word, these would be misread beside punctuation or other marks."""
        pieces, mark = self.pieces, inline.mark
        if mark != "~~" and any(around.mark in ("*", "**") for around in self.inlines):
            touches = bool(pieces) and core[0] == pieces[-1][-1:] == "`"
            pieces.append(_Nested((" " if touches and not lead else lead) + core))
            return
        if len(inline.pieces) == 1 and isinstance(inline.pieces[0], _Nested):
            mark = "***"
        inner = bool(self.inlines) or "~~" in core
        closing = mark if core[-1].isalnum() and not inner else mark + escaping.LETTERS
        before = pieces[-1].rstrip(escaping.LETTERS) if pieces and not lead else ""
        if before == mark:
            # What ended where the same begins goes on; but two rows of the same mark must not touch.
            touches = core.lstrip(escaping.LETTERS)[:1] in ("`", "*", "~")
            pieces[-1:] = [(" " if touches else "") + core, closing]
        else:
            opening = mark if core[0].isalnum() and not inner else escaping.LETTERS + mark
            # Two rows of stars must not touch either.
            beside = before in ("*", "**", "***") and mark != "~~"
            pieces += [(" " if beside else lead) + opening + core, closing]

    def linked_words(self, core: str, link: Inline) -> str:
        address = self.address(link.href)
        if core:
            self.linked.add(link.href)
        if not core or not address:
            return core
        if core == escaping.words(address, in_link=True) and address.startswith("http"):
            return f"<{address}>"
        return f"[{core}]({address})"

    def address(self, url: str) -> str:
        """Where a link or an image leads, as Markdown writes it; ``""`` if it leads nowhere from here."""
        url = url.strip().translate(_DROPPED_IN_ADDRESS)
        try:
            url = urljoin(self.base, url) if self.base else url
            if urlsplit(url).scheme not in ("http", "https", "mailto"):
                return ""
        except ValueError:  # a host that is none
            return ""
        return self.written(url)

    def written(self, url: str) -> str:
        """An address as Markdown writes it."""
        return _NOT_IN_ADDRESS.sub(lambda found: quote(found[0]), url)

    def code(self, content: str) -> None:
        raw = unescape(ANY_TAG.sub("", content))
        if not raw:
            return
        pieces = self.pieces
        before = pieces[-1] if pieces else ""
        if isinstance(before, _Code):
            # Bounded, so that a hostile row of them is not copied over and over.
            if len(before.raw) < 1_000:
                raw = before.raw + raw
                pieces.pop()
            else:
                pieces.append(" ")
        if pieces and isinstance(pieces[-1], _Nested) and pieces[-1][-1] == "`":
            pieces.append(" ")
        span = _Code(escaping.code_span(raw))
        span.raw = raw
        pieces.append(span)

    def span(self, raw: str) -> None:
        if "katex" in raw:
            self.katex(display="katex-display" in raw)
        elif "emoji-" in raw and (emoji := _EMOJI.search(raw)):
            points = [int(point, 16) for point in emoji[1].split("-")]
            self.until("span")
            self.text("".join(chr(point) for point in points if point < 0x110000))

    def katex(self, *, display: bool) -> None:
        """KaTeX writes each formula three times, as MathML, TeX and drawing: keeps the TeX."""
        depth, tex = 1, ""
        for found in _SPAN_OR_TEX.finditer(self.html, self.at):
            self.at = found.end()
            if found[2] is not None:
                tex = tex or found[2]
                continue
            depth += -1 if found[1] else 1
            if not depth:
                break
        else:
            self.at = len(self.html)
        self.formula(tex, display)

    def formula(self, tex: str, display: bool) -> None:
        tex = " ".join(unescape(tex).split())
        if not tex:
            return
        if "$" in tex or tex.endswith("\\"):
            self.pieces.append(escaping.code_span(tex))
        else:
            dollars = "$$" if display else "$"
            self.pieces.append(f"{escaping.DIGITS}{dollars}{tex}{dollars}{escaping.DIGITS}")

    def image(self, attributes: dict[str, str]) -> None:
        src, link = attributes.get("src", ""), self.link
        alt = attributes.get("alt") or attributes.get("title") or (link.title if link else "")
        if link and link.href in self.linked and not link.pieces:
            return  # a preview of what the message already links to
        words = escaping.words(alt or src.rpartition("/")[2], in_link=True)
        address = "" if link else self.address(src)
        self.pieces.append(f"![{words}]({address})" if address else words)

    def math(self, raw: str) -> None:
        content = self.until("math")
        tex = _TEX.search(content)
        plain = attributes(raw).get("alttext") or ANY_TAG.sub("", content)
        self.formula(tex[1] if tex else plain, "block" in raw)

    def until(self, tag: str) -> str:
        """The source up to the end tag, which is passed; up to the end of the document if there is none."""
        end = end_tag(tag).search(self.html, self.at)
        content = self.html[self.at : end.start() if end else len(self.html)]
        self.at = end.end() if end else len(self.html)
        return content


@cache
def end_tag(tag: str) -> re.Pattern[str]:
    """The end of an element."""
    return re.compile(rf"</{tag}\b[^>]*>", re.IGNORECASE)


def attributes(raw: str) -> dict[str, str]:
    """Names and values of what stands in a tag after its name."""
    found = _ATTRIBUTE.findall(raw)
    return {name.lower(): unescape(double or single or bare) for name, double, single, bare in found}
