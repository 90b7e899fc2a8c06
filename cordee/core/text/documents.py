"""Pages of courses and manuals (HTML) become Markdown: with their images, media, formulas and lists of terms.

What `from_html` reads of messages, and what only pages hold. Where an address leads is asked of whoever reads the page.
"""

import re
from collections.abc import Callable
from html import unescape

from cordee.core.text import escaping
from cordee.core.text.cleaning import clean
from cordee.core.text.importing import MAX_HTML, Reader
from cordee.core.text.inlines import ANY_TAG, Inline, attributes, end_tag
from cordee.core.text.maths import tex_of

Address = Callable[[str], str]

_MEDIA = {"iframe", "embed", "video", "audio", "object"}
_SOURCE = re.compile(r"<(?:source|track|embed)\b([^<>]*)>", re.IGNORECASE)
_ICON = re.compile(r"\bmaterial-(?:icons|symbols)")
_TERMS = {"dt", "summary"}
# MathJax, Moodle and Open edX write TeX in the text itself.
_TEX = re.compile(
    r"\\\((?P<inline>(?:[^\\]|\\\\|\\(?![()]))++)\\\)|\\\[(?P<block>(?:[^\\]|\\\\|\\(?![\[\]]))++)\\\]"
    r"|\$\$(?P<dollars>[^$]+?)\$\$|\[mathjax(?P<edx>inline)?\](?P<tex>[^\[]*+(?:\[(?!/?mathjax)[^\[]*+)*+)\[/mathjax(?:inline)?\]"
)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_LONGEST_RAISED = 60


def from_document(html: str, address: Address) -> str:
    """Markdown of a page.

    ``address`` says where each link, image and medium leads: http(s), mailto, ``asset:``, ``step:``, or nowhere (``""``).
    """
    html = escaping.MARKS.sub("", html)
    if len(html) > MAX_HTML:
        return clean(escaping.words(unescape(ANY_TAG.sub(" ", html))))
    return clean(_DocumentReader(_TEX.sub(_without_tags, html), address).read())


def _without_tags(formula: re.Match[str]) -> str:
    """``a<b`` in a formula begins no tag."""
    return formula[0] if _TAG.search(formula[0]) else formula[0].replace("<", "&lt;")


class _DocumentReader(Reader):
    """Reads one page, once; see `from_document`."""

    def __init__(self, html: str, address: Address) -> None:
        super().__init__(html, "")
        self.asked = address

    def start(self, tag: str, raw: str) -> None:
        if tag in _MEDIA:
            self.medium(tag, raw)
        elif tag in ("i", "span") and _ICON.search(raw):
            self.until(tag)  # the name of a drawing, in words that mean nothing
        elif tag in ("sup", "sub"):
            self.small(tag)
        elif tag == "math" or tag.endswith(":math"):
            self.math(raw, tag)
        else:
            super().start(tag, raw)

    def start_block(self, tag: str, raw: str) -> None:
        super().start_block(tag, raw)
        if tag in _TERMS:
            self.inlines.append(Inline(tag, mark="**"))

    def text(self, data: str) -> None:
        """Words, and the formulas among them."""
        if "\\" not in data and "$$" not in data and "[mathjax" not in data:
            super().text(data)
            return
        at = 0
        for found in _TEX.finditer(data):
            super().text(data[at : found.start()])
            tex = found["inline"] or found["block"] or found["dollars"] or found["tex"]
            self.formula(tex, display=not found["inline"] and not found["edx"])
            at = found.end()
        super().text(data[at:])

    def address(self, url: str) -> str:
        url = self.asked(unescape(url.strip()))
        return self.written(url) if url.startswith(("asset:", "step:")) else super().address(url)

    def image(self, attributes: dict[str, str]) -> None:
        """An image; of what it shows nothing is said where its author said nothing. A drawn formula is a formula."""
        alt = attributes.get("alt") or attributes.get("title") or ""
        if tex := attributes.get("data-equation-content") or (alt.startswith("LaTeX:") and alt[6:]):
            self.formula(str(tex), display=False)
            return
        address = self.address(attributes.get("src", ""))
        words = escaping.words(alt, in_link=True)
        self.pieces.append(f"![{words}]({address})" if address else words)

    def medium(self, tag: str, raw: str) -> None:
        """A video, a sound, something embedded: a link to it, with its captions, apart."""
        named = attributes(raw)
        self.settle()
        # What an object holds is shown where it cannot be: it is read on.
        holds = tag in ("video", "audio", "iframe") and not raw.endswith("/")
        inside = [attributes(found) for found in _SOURCE.findall(self.until(tag))] if holds else []
        label = named.get("title") or named.get("aria-label") or ""
        sources = [{"src": named.get("src") or named.get("data") or "", "label": label}, *inside]
        for source in sources:
            address = self.address(source["src"]) if source.get("src") else ""
            if not address or address in self.linked:
                continue
            self.linked.add(address)
            words = source.get("label") or label
            if not words and not address.startswith("asset:"):
                self.pieces.append(f"<{address}>")
            else:
                words = words or address.removeprefix("asset:").rpartition("/")[2]
                self.pieces.append(f"[{escaping.words(words, in_link=True)}]({address})")
            self.settle()

    def small(self, tag: str) -> None:
        """Raised and lowered characters, where Unicode has them; else said with ``^`` and ``_``."""
        end = end_tag(tag).search(self.html, self.at, self.at + _LONGEST_RAISED)
        if end is None:
            return
        content = unescape(self.html[self.at : end.start()])
        if "<" in content or not content.strip():
            return
        self.at = end.end()
        small, characters = content.strip(), _RAISED if tag == "sup" else _LOWERED
        if all(ord(char) in characters for char in small):
            small = small.translate(characters)
        elif not small.isalpha():
            small = f"{'^' if tag == 'sup' else '_'}({small})"
        self.pieces.append(escaping.words(small, in_link=self.link is not None))

    def math(self, raw: str, tag: str = "math") -> None:
        content = self.until(tag)
        tex = tex_of(f"<math>{content}</math>", attributes(raw).get("alttext", ""))
        if tex:
            self.formula(tex, "block" in raw)
        else:
            super().text(ANY_TAG.sub(" ", content))
