"""Texts as Moodle keeps them (HTML, "auto-format", plain, Markdown; in several languages at once) as Markdown."""

import re
from html import escape, unescape
from urllib.parse import unquote

from django.utils.translation import get_language

from cordee.core.text import clean
from cordee.studio.shelf import Meaning, Shelf

# By the numbers of backups and the names of question files.
FORMATS = {
    "0": "moodle",
    "1": "html",
    "2": "plain",
    "4": "markdown",
    "moodle_auto_format": "moodle",
    "plain_text": "plain",
}
GAP = "\ue000{}\ue001"  # a place in a text that outlives its becoming Markdown; see `with_gaps`

_BLOCK = re.compile(r"<(?:p|div|br|ul|ol|li|table|h[1-6]|pre|blockquote|hr)\b", re.IGNORECASE)
_SPAN = re.compile(
    r"<span\b(?=[^>]*\bclass=\"multilang\")[^>]*\blang=\"(?P<lang>[\w-]+)\"[^>]*>(?P<text>.*?)</span>\s*",
    re.IGNORECASE | re.DOTALL,
)
_MLANG = re.compile(r"\{mlang\s+(?P<lang>[\w,-]+)\s*\}(?P<text>.*?)\{mlang\}\s*", re.IGNORECASE | re.DOTALL)
_LINK = re.compile(r"(?<=\]\()<?(@@PLUGINFILE@@[^)\s>]*)>?")
_GAP = re.compile("\ue000(\\d+)\ue001")
# What is played in a text stands there as its bare address.
_PLAYED = re.compile(
    r"<div\b[^>]*\bclass=\"[^\"]*\bh5p-placeholder\b[^\"]*\"[^>]*>\s*(?P<address>[^<\s]+)\s*(?:<br\s*/?>\s*)?</div>",
    re.IGNORECASE,
)


class Texts:
    """Texts of one part, whose files ``meaning`` finds from the addresses in them."""

    def __init__(self, shelf: Shelf, folder: str = "", meaning: Meaning | None = None) -> None:
        self._shelf, self._folder, self._meaning = shelf, folder, meaning

    def words(self, text: str, form: str = "html") -> str:
        """Markdown of ``text``, which is in the format ``form``."""
        text = _PLAYED.sub(_linked, one_language(text.replace("\r\n", "\n")))
        match FORMATS.get(form, form):
            case "markdown":
                return clean(_LINK.sub(lambda found: self.address(found[1]), text))
            case "plain":
                text = _lines(escape(text, quote=False))
            case "moodle" if not _BLOCK.search(text):
                text = _lines(text)
        return self._shelf.words(text, self._folder, self._meaning)

    def address(self, url: str) -> str:
        """Where an address leads once it is ours."""
        return self._shelf.address(self._meaning(url) if self._meaning else url, self._folder)


def with_gaps(markdown: str) -> str:
    """The text with each ``GAP`` as a place of a cloze question."""
    return _GAP.sub(r"[[\1]]", markdown)


def one_language(text: str) -> str:
    """Of a text that stands in several languages, the reader's; else the first."""
    for pattern in (_SPAN, _MLANG):
        if pattern.search(text):
            text = _chosen(text, pattern)
    return text


def _chosen(text: str, pattern: re.Pattern[str]) -> str:
    wanted = (get_language() or "fr").partition("-")[0]
    spoken = [lang.strip().lower() for found in pattern.finditer(text) for lang in found["lang"].split(",")]
    kept = {wanted, "other"} if any(lang.partition("-")[0] == wanted for lang in spoken) else {spoken[0]}

    def one(found: re.Match[str]) -> str:
        langs = {lang.strip().lower().partition("-")[0] for lang in found["lang"].split(",")}
        return str(found["text"]) if langs & {lang.partition("-")[0] for lang in kept} else ""

    return pattern.sub(one, text)


def _linked(played: re.Match[str]) -> str:
    name = unquote(unescape(played["address"]).partition("?")[0].rpartition("/")[2])
    return f'<p><a href="{played["address"]}">{escape(name)}</a></p>'


def _lines(text: str) -> str:
    paragraphs = re.split(r"\n\s*\n", text.strip("\n"))
    return "".join(f"<p>{paragraph.replace(chr(10), '<br>')}</p>" for paragraph in paragraphs)
