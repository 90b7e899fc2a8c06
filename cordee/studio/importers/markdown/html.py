"""HTML in Markdown texts: blocks of it, and the tags that stand between words."""

import re
from dataclasses import dataclass, field
from html import unescape

from markdown_it import MarkdownIt

from cordee.core.text.escaping import code_span
from cordee.core.text.inlines import attributes
from cordee.studio.importers.markdown.held import Held
from cordee.studio.shelf import Shelf

_PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")
_GONE = re.compile(r"<(script|style|noscript|template)\b[^>]*>.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_IMAGE = re.compile(r"<img\b([^<>]*?)/?>", re.IGNORECASE)
_EMBED = re.compile(r"<embed\b[^<>]*>", re.IGNORECASE)
_DARK_MEDIUM = re.compile(r"<(iframe|video)\b([^<>]*)>[^<]*</\1\s*>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>[ \t]*", re.IGNORECASE)
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>i|em|b|strong|del|s|strike|a|code|kbd|samp|tt|sup|sub|summary|iframe|video|audio|object)"
    r"(?P<given>\s[^<>]*|)>",
    re.IGNORECASE,
)
_CODES, _MEDIA, _SMALL = {"code", "kbd", "samp", "tt"}, {"iframe", "video", "audio", "object"}, {"sup", "sub"}
_DEEPEST = 30  # tags in one another; what is deeper keeps its words
_MARKS = {"i": "*", "em": "*", "b": "**", "strong": "**", "del": "~~", "s": "~~", "strike": "~~"}
# Known tags that say nothing here; anything else between angle brackets may be words: <token>, <your name>.
_STRIPPED = re.compile(
    r"</?(?:a|abbr|article|aside|b|big|blockquote|body|button|caption|center|cite|code|col|colgroup|dd|del|details|dfn"
    r"|div|dl|dt|em|fieldset|figcaption|figure|font|footer|form|h[1-6]|header|hgroup|hr|html|i|input|ins|label|legend"
    r"|li|main|mark|meta|nav|ol|option|p|picture|pre|q|s|section|select|small|source|span|strike|strong|sub|summary"
    r"|sup|svg|path|table|tbody|td|textarea|tfoot|th|thead|time|tr|track|tt|u|ul|var|wbr)\b[^<>]*>",
    re.IGNORECASE,
)
# The same picture again, for who reads in the dark.
_DARK = re.compile(r"\bhidden dark:block\b|gh-dark-mode-only|\bdark-only\b|only-dark\b")


def without_scripts(text: str) -> tuple[str, bool]:
    """The text without what runs, and without comments; whether something ran."""
    bare = _GONE.sub("", text)
    return _COMMENT.sub("", bare), bare != text


def blocks(text: str, shelf: Shelf, folder: str) -> str:
    """The text with each of its blocks of HTML as Markdown."""
    if "<" not in text:
        return text
    lines = text.split("\n")
    for token in reversed(_PARSER.parse(text)):
        if token.type == "html_block" and token.map and token.level == 0:
            start, end = token.map
            html = _IMAGE.sub(_without_dark, "\n".join(lines[start:end]))
            html = _DARK_MEDIUM.sub(lambda found: "" if _DARK.search(found[2]) else found[0], html)
            lines[start:end] = [shelf.words(html, folder), ""]
    return "\n".join(lines)


def inline(text: str, shelf: Shelf, folder: str, held: Held) -> str:
    """The text with the tags between its words as marks."""
    if "<" not in text:
        return text
    text = _EMBED.sub(lambda found: f"\n\n{shelf.words(found[0], folder)}\n\n", _IMAGE.sub(_image, text))
    text = _Pairs(text, shelf, folder, held).read()
    text = "\n".join(_broken(line) for line in text.split("\n"))
    return _STRIPPED.sub("", text)


@dataclass
class _Open:
    """A tag under way: what it is given, where it begins and where its words begin, and what they became so far."""

    name: str
    given: str
    start: int
    inside: int
    pieces: list[str] = field(default_factory=list)


class _Pairs:
    """Goes over the tags once, whatever is missing among them."""

    def __init__(self, text: str, shelf: Shelf, folder: str, held: Held) -> None:
        self.text, self.shelf, self.folder, self.held = text, shelf, folder, held
        self.open = [_Open("", "", 0, 0)]

    def read(self) -> str:
        """The text with each pair of tags as marks; a tag alone stays, and is stripped with the others."""
        at = 0
        for found in _TAG.finditer(self.text):
            self.open[-1].pieces.append(self.text[at : found.start()])
            at = found.end()
            name = found["name"].lower()
            if not found["end"]:
                if len(self.open) < _DEEPEST:
                    self.open.append(_Open(name, found["given"], found.start(), found.end()))
            elif any(one.name == name for one in self.open[1:]):
                while self.open[-1].name != name:
                    self._flatten()
                self._close(found.start(), found.end())
        self.open[-1].pieces.append(self.text[at:])
        while len(self.open) > 1:
            self._flatten()
        return "".join(self.open[0].pieces)

    def _flatten(self) -> None:
        one = self.open.pop()
        self.open[-1].pieces += one.pieces

    def _close(self, start: int, end: int) -> None:
        one = self.open.pop()
        words = "".join(one.pieces)
        made = self._marked(one, words, self.text[one.inside : start], self.text[one.start : end])
        self.open[-1].pieces.append(made)

    def _marked(self, one: _Open, words: str, source: str, whole: str) -> str:
        if one.name in _CODES:
            return self.held.hold(code_span(unescape(_STRIPPED.sub("", source)))) if source.strip() else ""
        if one.name in _MEDIA:
            return f"\n\n{self.shelf.words(whole, self.folder)}\n\n"
        if one.name in _SMALL:
            return self.shelf.words(whole, self.folder) if len(source) < 60 and "<" not in source else words
        if one.name == "summary":
            return f"**{words.strip()}**\n\n"
        if one.name == "a":
            address, words = _address(attributes(one.given).get("href", "")), words.strip()
            return f"[{words}]({address})" if address and words else words
        mark, bare = _MARKS[one.name], words.strip()
        if not bare:
            return words
        before, after = words[: words.index(bare)], words[words.index(bare) + len(bare) :]
        return f"{before}{mark}{bare}{mark}{after}"


def _broken(line: str) -> str:
    """A line of a table stays one line."""
    return _BREAK.sub(" " if "|" in line else "\\\n", line) if "<" in line else line


def _without_dark(found: re.Match[str]) -> str:
    return "" if _DARK.search(found[1]) else found[0]


def _image(found: re.Match[str]) -> str:
    if _DARK.search(found[1]):
        return ""
    said = attributes(found[1])
    alt = re.sub(r"[\[\]\n]", " ", said.get("alt", ""))
    return f"![{alt}]({_address(said.get('src', ''))})" if said.get("src") else alt


def _address(url: str) -> str:
    return re.sub(r"[\s()<>]", lambda char: f"%{ord(char[0]):02x}", url.strip())
