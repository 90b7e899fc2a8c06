"""From what an author wrote (Markdown) to what a reader's browser gets (safe HTML)."""

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from cordee.core.text import maths
from cordee.core.text.cleaning import clean
from cordee.core.text.marks import Names, bare_link, mark_words, typography

# Bounds beyond which a text is shown as plain paragraphs. The parser's work grows in proportion to the length
# (up to 10 microseconds a character), but a square bracket costs ten times that, since each may open a link.
MAX_LENGTH = 100_000
MAX_BRACKETS = 3_000
# Lists count twice. The parser drops what is nested deeper, so a text that gets there is shown plain instead.
MAX_NESTING = 20
_CONTAINERS = ("blockquote_open", "list_item_open")

# Paragraphs of one line that hold nothing Markdown knows, a third of all messages: no parser is needed.
_WORDS_ONLY = re.compile(r"[^\W\d_][^\\`*_\[\]<>&$~#@\n\t]*(?:\n\n[^\W\d_][^\\`*_\[\]<>&$~#@\n\t]*)*")
_LINK = re.compile(r"https?://|mailto:|/(?![/\\])", re.IGNORECASE)
_OWN_IMAGE = re.compile(r"/media/(?!.*(?:\.\.|%2e|//|%5c))[^?#]+", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z0-9][A-Za-z0-9+#._-]{0,29}")
# A line of code longer than this scrolls on a phone, and what scrolls must be reachable by keyboard.
_WIDE_CODE = re.compile(r"[^\n]{37}")


class _Parser(MarkdownIt):
    """CommonMark that knows which addresses are ours to link."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 (the library's name)
        return bool(_LINK.match(url))


def _parser() -> _Parser:
    md = _Parser("commonmark", {"html": False, "maxNesting": MAX_NESTING})
    md.enable(["table", "strikethrough"])
    dollarmath_plugin(md, allow_labels=False, allow_space=False, allow_digits=False, double_inline=True)
    md.inline.ruler.before("escape", "bare_link", bare_link)
    md.core.ruler.push("blocks", _adapt_blocks)
    md.core.ruler.push("words", mark_words)
    for rule in (_link_open, _image, _fence, _table_open, _table_close):
        md.add_render_rule(rule.__name__[1:], rule)
    md.add_render_rule("code_block", _fence)
    md.add_render_rule("math_inline", _math_inline)
    md.add_render_rule("math_inline_double", _math_display)
    md.add_render_rule("math_block", _math_block)
    return md


def _adapt_blocks(state: StateCore) -> None:
    """Headings start at ``h3`` (the page holds h1 and h2); columns are aligned by class, as the CSP asks."""
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"
        elif token.type in ("th_open", "td_open") and "style" in token.attrs:
            token.attrs["class"] = str(token.attrs.pop("style")).removeprefix("text-align:")


def _link_open(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    token = tokens[at]
    href = escape(str(token.attrs["href"]))
    if css := token.attrs.get("class"):
        return f'<a class="{css}" href="{href}">'
    return f'<a href="{href}" rel="nofollow ugc noopener">'


def _image(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    """An image of this site; any other address is a link: reading tells no one else about the reader."""
    token = tokens[at]
    src = str(token.attrs["src"])
    alt = self.renderInlineAsText(token.children or [], options, env)
    if _OWN_IMAGE.fullmatch(src):
        return f'<img src="{escape(src)}" alt="{escape(alt)}" loading="lazy">'
    if _in_link(tokens, at):
        return escape(alt)
    return f'<a href="{escape(src)}" rel="nofollow ugc noopener">{escape(alt or src)}</a>'


def _in_link(tokens: Sequence[Token], at: int) -> bool:
    """Looks back no further than the nearest link: links do not nest."""
    for before in range(at - 1, -1, -1):
        if tokens[before].type in ("link_open", "link_close"):
            return tokens[before].type == "link_open"
    return False


def _fence(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    token = tokens[at]
    language = _LANGUAGE.match(token.info.strip())
    css = f' class="language-{escape(language[0].lower())}"' if language else ""
    reach = ' tabindex="0"' if _WIDE_CODE.search(token.content) else ""
    return f"<pre{reach}><code{css}>{escape(token.content, quote=False)}</code></pre>\n"


def _table_open(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    return '<div class="table" tabindex="0"><table>\n'


def _table_close(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    return "</table></div>\n"


def _math_inline(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    return maths.mathml(tokens[at].content, display=False)


def _math_display(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    return maths.mathml(tokens[at].content, display=True)


def _math_block(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    return f'<div class="math" tabindex="0">{maths.mathml(tokens[at].content, display=True)}</div>\n'


_MARKDOWN = _parser()

# The second wall: the renderer above only writes what is listed here, and this holds even if it is wrong.
_SANITISER = nh3.Cleaner(
    tags={"p", "br", "hr", "h3", "h4", "h5", "h6", "em", "strong", "s", "a", "img", "code", "pre", "ul", "ol"}
    | {"li", "div", "blockquote", "table", "thead", "tbody", "tr", "th", "td"}
    | maths.TAGS,
    attributes={
        "a": {"href", "rel"},
        "img": {"src", "alt"},
        "ol": {"start"},
        "code": {"class"},
        **{tag: set(maths.ATTRIBUTES) for tag in maths.TAGS},
    },
    tag_attribute_values={
        "a": {"class": {"mention", "skill"}},
        "img": {"loading": {"lazy"}},
        "div": {"class": {"table", "math"}, "tabindex": {"0"}},
        "pre": {"tabindex": {"0"}},
        "th": {"class": {"left", "right", "center"}},
        "td": {"class": {"left", "right", "center"}},
    },
    link_rel=None,
    url_schemes={"http", "https", "mailto"},
)


def render(markdown: str, *, mentions: Mapping[str, str] = {}, skills: Mapping[str, str] = {}) -> str:
    """Safe HTML of ``markdown``.

    ``mentions`` gives the display name of each handle, ``skills`` the name of each slug, that may be linked.
    A text beyond the bounds above, or nested too deep, is shown whole as plain paragraphs.
    """
    text = clean(markdown)
    if len(text) > MAX_LENGTH or text.count("[") > MAX_BRACKETS:
        return _plain(text)
    if _WORDS_ONLY.fullmatch(text) and "://" not in text:
        return _words_only(text)
    env = {"names": Names(mentions, skills)}
    tokens = _MARKDOWN.parse(text, env)
    if any(token.level >= MAX_NESTING - 1 and token.type in _CONTAINERS for token in tokens):
        return _plain(text)
    return _SANITISER.clean(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, env)).strip()


def mentioned(markdown: str) -> list[str]:
    """Handles that the text names, lower case, in order, without doubles; none in code, links, addresses."""
    return list(_names(markdown).handles) if "@" in markdown else []


def tagged(markdown: str) -> list[str]:
    """Slugs of the skills that the text names, in the same way."""
    return list(_names(markdown).slugs) if "#" in markdown else []


def _names(markdown: str) -> Names:
    names = Names()
    text = clean(markdown)
    if len(text) <= MAX_LENGTH and text.count("[") <= MAX_BRACKETS:
        _MARKDOWN.parse(text, {"names": names})
    return names


def _words_only(text: str) -> str:
    paragraphs = typography(text).replace("\u00a0", "&nbsp;").split("\n\n")
    return "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def _plain(text: str) -> str:
    paragraphs = (part.strip("\n") for part in re.split(r"\n\n+", text))
    return "\n".join(f"<p>{escape(part).replace(chr(10), '<br>')}</p>" for part in paragraphs if part)
