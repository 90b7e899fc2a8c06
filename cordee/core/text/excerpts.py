"""The first words of a contribution, for the lines of a list."""

import re
from html import unescape

# How much of the source is read: enough for the words asked for between marks, addresses and code.
_WINDOW = 6_000

_HTML = re.compile(r"\s*<(?:p|h[1-6]|ul|ol|pre|blockquote|div|hr|math|table|a|img)\b")
_PRE = re.compile(r"<pre\b.*?(?:</pre>|\Z)", re.DOTALL)
_MATH = re.compile(r"<math\b[^>]*?alttext=\"([^\"]*)\".*?(?:</math>|\Z)", re.DOTALL)
_BLOCK_TAG = re.compile(r"</?(?:p|h[1-6]|ul|ol|li|blockquote|div|br|hr|tr|td|th|pre)\b[^<>]*>")
_TAG = re.compile(r"<[^<>]*(?:>|\Z)")

_FENCE = re.compile(r"^[ >]*(```+|~~~+)[^\n]*\n.*?(?:^[ >]*\1[`~]*[ \t]*$|\Z)", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"!?\[([^\[\]\n]{0,500})\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?\)")
_LINE_START = re.compile(
    r"^[ |:=-]+$|^(?:[ \t]*(?:>|#{1,6}(?=\s)|[-+*](?=\s)|\d{1,9}[.)](?=\s)|\|))+|\|$", re.MULTILINE
)
_MARKUP = re.compile(
    r"(?=[\\`$<&*~_])(?:"  # first, so that most characters are passed at once
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?<!`)(?P<ticks>`{1,3}+)(?P<code>[^`]+)(?P=ticks)"
    r"|\$\$?(?P<tex>[^\s$](?:[^$]*[^\s$])?)\$\$?(?!\d)"
    r"|<(?P<address>https?://[^<>\s]*)>"
    r"|(?P<entity>&#?\w{1,31};)"
    r"|\\$|(?<!\s)\*+|\*+(?!\s)|~~|(?<!\w)_+(?=\w)|(?<=[^\W_])_+(?!\w))",
    re.MULTILINE,
)
_TRAILING = " ,;:.!?–—-(«\u00a0\u202f"


def excerpt(markdown_or_html: str, length: int = 240) -> str:
    """At most ``length`` characters of plain text, cut at a word with ``…``.

    Blocks of code are left out, unless there is nothing else. The result is text: a template must escape it.
    """
    plain = _plain_html if _HTML.match(markdown_or_html) else _plain_markdown
    text = ""
    for window in (markdown_or_html[: 4 * length], markdown_or_html[: _WINDOW + 4 * length]):
        text = plain(window, without_code=True) or plain(window, without_code=False)
        if len(text) > length:
            break
        if len(window) == len(markdown_or_html):
            return text
    return _cut(text, length)


def plain(markdown_or_html: str) -> str:
    """All of a text without its marks, code included, on one line. The result is text: a template must escape it."""
    bare = _plain_html if _HTML.match(markdown_or_html) else _plain_markdown
    return bare(markdown_or_html, without_code=False)


def _plain_html(html: str, *, without_code: bool) -> str:
    html = _PRE.sub(" ", html) if without_code else html
    html = _BLOCK_TAG.sub(" ", _MATH.sub(r"\1", html))
    return " ".join(unescape(_TAG.sub("", html)).split())


def _plain_markdown(markdown: str, *, without_code: bool) -> str:
    text = _FENCE.sub("", markdown) if without_code else markdown
    text = _LINE_START.sub("", _LINK.sub(r"\1", text))
    return " ".join(_MARKUP.sub(_words, text).split())


def _words(found: re.Match[str]) -> str:
    if found["entity"]:
        return unescape(found["entity"])
    return found["escaped"] or found["code"] or found["tex"] or found["address"] or ""


def _cut(text: str, length: int) -> str:
    kept = text[: max(length - 1, 0)]
    if len(text) > len(kept) and not text[len(kept)].isspace():
        words, space, _ = kept.rpartition(" ")
        kept = words if space else kept
    return kept.rstrip(_TRAILING) + "…"
