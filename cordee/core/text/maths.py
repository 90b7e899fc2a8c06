"""Formulas: TeX between dollars becomes MathML, which browsers show and read aloud without a script."""

import re
from functools import lru_cache
from html import escape, unescape
from xml.etree import ElementTree

# The converter descends once for each brace: past this it could exhaust the stack.
MAX_FORMULA = 2_000
_MAX_MATHML = 20_000
_TEX = re.compile(
    r"<(?:\w+:)?annotation\b[^<>]{0,200}tex[^<>]{0,200}>([^<]*)</(?:\w+:)?annotation>", re.IGNORECASE
)
_PREFIX = re.compile(r"(</?)\w+:(?=\w)")
_DECLARED = re.compile(r"<[!?][^>]*>|\s\w+:\w+=(?:\"[^\"]*\"|'[^']*')")
_DELIMITED = re.compile(r"\\[\[(](.*)\\[\])]")
_NAMED = re.compile(r"&[A-Za-z]\w{1,31};")

TAGS = {
    "math",
    "mrow",
    "mi",
    "mn",
    "mo",
    "ms",
    "mtext",
    "mspace",
    "mfrac",
    "msqrt",
    "mroot",
    "mstyle",
    "none",
}
TAGS |= {"msub", "msup", "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd", "mlabeledtr"}
TAGS |= {"mpadded", "mphantom", "menclose", "mmultiscripts", "mprescripts"}
ATTRIBUTES = {
    "display",
    "alttext",
    "mathvariant",
    "mathsize",
    "stretchy",
    "fence",
    "separator",
    "form",
    "accent",
}
ATTRIBUTES |= {
    "accentunder",
    "movablelimits",
    "largeop",
    "symmetric",
    "lspace",
    "rspace",
    "minsize",
    "maxsize",
}
ATTRIBUTES |= {"width", "height", "depth", "linethickness", "displaystyle", "scriptlevel", "notation"}
ATTRIBUTES |= {"columnalign", "rowalign", "columnspacing", "rowspacing", "columnlines", "rowlines"}
# Lengths stay small: a formula must not be able to cover the page.
_FREE = re.compile(r"[a-z0-9 +.%-]{0,40}")
_HUGE = re.compile(r"\d{3}|[1-9]\d(?:\.\d*)?(?:em|cm|in)")


@lru_cache(maxsize=4096)
def mathml(tex: str, *, display: bool) -> str:
    """The formula as a ``<math>`` element with its TeX in ``alttext``; as code when it cannot be read."""
    tex = " ".join(tex.split())
    try:
        return _convert(tex, "block" if display else "inline")
    except Exception:  # the converter raises errors of many kinds on TeX that it does not know
        return f'<code class="math">{escape(tex)}</code>'


def tex_of(mathml: str, said: str = "") -> str:
    """The TeX of a ``<math>`` element: what it holds of TeX, ``said``, else made of its parts; ``""`` if it cannot be."""
    if found := _TEX.search(mathml):
        return _spaced(found[1])
    if said or len(mathml) > _MAX_MATHML:
        return _spaced(said)
    # Loaded for who brings formulas only.
    from mathml_to_latex.converter import MathMLToLaTeX

    plain = _PREFIX.sub(r"\1", _DECLARED.sub("", mathml))
    plain = _NAMED.sub(lambda name: escape(unescape(name[0]), quote=False), plain)
    try:
        tex = _spaced(MathMLToLaTeX.convert(plain))
    except Exception:  # whatever is not well formed or too deep
        return ""
    cells = re.search(r"(?<!\\)&", tex) and "\\begin{" not in tex
    return f"\\begin{{matrix}} {tex} \\end{{matrix}}" if cells else tex


def _spaced(tex: str) -> str:
    return _DELIMITED.sub(r"\1", " ".join(unescape(tex).split()))


def _convert(tex: str, display: str) -> str:
    # Loading the table of symbols takes a fifth of a second: only for who writes formulas.
    from latex2mathml.converter import convert_to_element

    if len(tex) > MAX_FORMULA:
        raise ValueError("too long")
    root = convert_to_element(tex, display=display)
    for element in root.iter():
        if element.tag not in TAGS:
            raise ValueError(element.tag)
        # The library writes symbols as character references; serialising properly needs the characters.
        element.text = unescape(element.text or "")
        element.attrib = {name: value for name, value in element.attrib.items() if _kept(name, value)}
    root.set("alttext", tex)
    return ElementTree.tostring(root, encoding="unicode", short_empty_elements=False)


def _kept(name: str, value: str) -> bool:
    return name in ATTRIBUTES and bool(_FREE.fullmatch(value)) and not _HUGE.search(value)
