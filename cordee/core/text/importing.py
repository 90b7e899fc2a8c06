"""Messages of other communities (HTML) become Markdown, which `render` shows with the same content.

Only what Markdown can say is kept, so scripts, handlers and styles have no way in. The reader goes over the
text once, in a time proportional to its length whatever the tags. That is why it is ours: html5ever and the
parser of the standard library take quadratic time on hostile nesting, and html-to-markdown loses the language
of code and leaves dollars to be read as formulas.
"""

import re
from collections import Counter
from html import unescape

from cordee.core.text import escaping
from cordee.core.text.blocks import Block, add_item, in_quote, table
from cordee.core.text.cleaning import clean
from cordee.core.text.inlines import ANY_TAG, InlineReader, attributes

# Beyond this, only the words are kept: no message is that long, and pages must stay readable.
MAX_HTML = 2_000_000
# `render` shows 20 levels, a list being two.
_MAX_DEPTH = 16

_TAG = re.compile(r"<(/?)([A-Za-z][^\s/<>]*+)((?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)>")
_LOOSE_TAG = re.compile(r"<(/?)([A-Za-z][^\s/<>]*+)([^>]*+)>")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<[!?/][^>]*+(?:>|\Z)", re.DOTALL)
_LINE_BREAK = re.compile(r"<br\b[^<>]*>", re.IGNORECASE)
_LANGUAGE = re.compile(r"\b(?:language|lang|highlight-source)-([\w+#.-]+)")

_DROPPED = {"script", "style", "template", "iframe", "object", "embed", "svg", "noscript", "head", "title"}
_DROPPED |= {"textarea", "select", "audio", "video", "canvas"}
_CODE = {"code", "tt", "kbd", "samp"}
_HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
_HOLDING = {"blockquote", "ul", "ol", "li", "table", "tr", "td", "th", "div"}
_SECTIONS = {"section", "article", "header", "footer", "main", "aside", "nav", "figure", "figcaption", "form"}
_BLOCKS = {"p", "hr", "dl", "dt", "dd", "thead", "tbody", "tfoot", "caption", "address", "details", "summary"}
_BLOCKS |= _SECTIONS | _HOLDING | _HEADINGS.keys() | {"fieldset", "center"}


def from_html(html: str, *, base: str = "") -> str:
    """Markdown of one message.

    ``base`` is the address that the message was at: without it, relative links keep their words and lose
    their address, which would lead to some other page of ours.
    """
    html = escaping.MARKS.sub("", html)
    if len(html) > MAX_HTML:
        return clean(escaping.words(unescape(ANY_TAG.sub(" ", html))))
    return clean(Reader(html, base).read())


class Reader(InlineReader):
    """Reads one document, once; see `from_html`."""

    def __init__(self, html: str, base: str) -> None:
        super().__init__(html, base)
        self.elements: list[tuple[str, Block | None]] = []
        self.open: Counter[str] = Counter()
        self.language = ""
        self.tag = _TAG

    def read(self) -> str:
        html, size = self.html, len(self.html)
        while self.at < size:
            start = html.find("<", self.at)
            if start < 0:
                break
            if start > self.at:
                self.text(html[self.at : start])
            found = self.tag.match(html, start) or self.other(start)
            if found is None:
                continue
            self.at = found.end()
            name = found[2].lower()
            if found[1]:
                self.end(name)
            else:
                self.start(name, found[3])
        self.text(html[self.at :])
        self.settle()
        while len(self.blocks) > 1:
            self.close(self.blocks[-1])
        return self.blocks[0].text()

    def other(self, start: int) -> re.Match[str] | None:
        """A ``<`` that opens no well-formed tag: a comment, a loose tag, or a character."""
        comment = _COMMENT.match(self.html, start)
        if comment:
            self.at = comment.end()
            return None
        if self.html[start + 1 : start + 2].isalpha():
            # A quote or a bracket is missing. From here on tags end at the next ">", else a hostile text
            # would be read to its end at each tag.
            self.tag = _LOOSE_TAG
            if found := _LOOSE_TAG.match(self.html, start):
                return found
            self.text(self.html[start:])
            self.at = len(self.html)
            return None
        self.text("<")
        self.at = start + 1
        return None

    def start(self, tag: str, raw: str) -> None:
        if tag in _BLOCKS:
            self.start_block(tag, raw)
        elif tag == "pre":
            self.pre(raw)
        elif tag in _CODE:
            self.code(self.until(tag))
        elif tag not in _DROPPED:
            self.start_inline(tag, raw)
        elif not raw.endswith("/"):
            self.until(tag)

    def end(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end_block(tag)
        else:
            self.end_inline(tag)

    def start_block(self, tag: str, raw: str) -> None:
        self.settle()
        if tag == "hr":
            self.blocks[-1].parts.append(("hr", "***"))
        elif tag in _HEADINGS:
            self.blocks[-1].heading = _HEADINGS[tag]
        elif tag == "div":
            named = attributes(raw) if raw else {}
            self.language = named.get("data-code-language", self.language)
            spoiler = "spoiler-block" in named.get("class", "")
            self.hold("div", self.opened("blockquote", raw) if spoiler else None)
        elif tag in _HOLDING:
            if tag in ("li", "td", "th", "tr") and self.elements and self.elements[-1][0] == tag:
                self.end_block(tag)  # its end tag may be left out
            self.hold(tag, self.opened("td" if tag == "th" else tag, raw))
            if tag == "th" and len(self.blocks) > 2 and not self.blocks[-3].rows:
                self.blocks[-3].head = True

    def hold(self, tag: str, block: Block | None) -> None:
        self.elements.append((tag, block))
        self.open[tag] += 1

    def opened(self, tag: str, raw: str) -> Block | None:
        """The block that begins here; none where Markdown has no place for it (its words stay)."""
        parent = self.blocks[-1]
        expected = {"li": ("ul", "ol"), "tr": ("table",), "td": ("tr",)}.get(tag)
        if expected and parent.tag not in expected:
            return None
        only_theirs = parent.tag in ("ul", "ol", "table", "tr", "td")
        if not expected and (only_theirs or len(self.blocks) > _MAX_DEPTH):
            return None
        block = Block(tag, again=bool(parent.parts) and parent.parts[-1][0] == tag)
        if tag == "ol" and (start := attributes(raw).get("start", "")).isascii() and start[:9].isdigit():
            block.start = int(start[:9])
        self.blocks.append(block)
        return block

    def end_block(self, tag: str) -> None:
        self.settle()
        if tag in _HEADINGS:
            self.blocks[-1].heading = ""
        while self.open[tag]:
            name, block = self.elements.pop()
            self.open[name] -= 1
            if block is not None:
                self.close(block)
            if name == tag:
                break

    def settle(self) -> None:
        """Ends the paragraph under way."""
        while self.inlines:
            self.leave()
        self.same.clear()
        block = self.blocks[-1]
        if not block.pieces:
            return
        if block.tag == "td":
            text = escaping.single_line(block.pieces)
        elif block.heading:
            text = escaping.single_line(block.pieces)
            text = (
                block.heading + " " + (text[:-1] + "\\#" if text[-1:] == "#" and text[-2:] != "\\#" else text)
            )
        else:
            text = escaping.paragraph(block.pieces)
        block.pieces = []
        if text:
            block.parts.append(("p", text))

    def close(self, block: Block) -> None:
        """What ``block`` became goes to the block around it."""
        self.settle()
        self.blocks.pop()
        parent = self.blocks[-1]
        if block.tag == "li":
            add_item(parent, block.parts)
        elif block.tag == "td":
            parent.cells.append(" ".join(text for _, text in block.parts).replace("|", "\\|"))
        elif block.tag == "tr":
            parent.parts += block.parts
            if block.cells:
                parent.rows.append(block.cells)
        elif block.tag == "blockquote":
            if block.parts:
                parent.parts.append(("blockquote", in_quote(block.text())))
        else:
            parent.parts += block.parts
            if block.items:
                parent.parts.append((block.tag, ("\n\n" if block.loose else "\n").join(block.items)))
            if block.rows:
                parent.parts.append(("table", table(block.rows, block.head)))

    def pre(self, raw: str) -> None:
        self.settle()
        content = self.until("pre")
        named = attributes(raw).get("data-code-language") or self.language
        if not named and (found := _LANGUAGE.search(raw) or _LANGUAGE.search(content[:200])):
            named = found[1]
        self.language = ""
        code = unescape(ANY_TAG.sub("", _LINE_BREAK.sub("\n", content))).removeprefix("\n")
        block = self.blocks[-1]
        if block.tag == "td":
            block.parts.append(("p", escaping.code_span(code)))
        else:
            language = "-".join(re.findall(r"[\w+#.-]+", named.lower()))
            block.parts.append(("pre", escaping.code_block(code, language)))
