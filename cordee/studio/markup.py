"""XML as it comes from other systems, with what real exports get wrong; no entity is ever replaced, no network asked.

Names lose their namespaces (``imscp:item`` is ``item``), because real files differ in them for the same thing.
"""

import codecs
import re
from collections.abc import Iterator
from html import escape
from html.entities import html5
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import etree

from cordee.media.archive import Archive, Broken, read
from cordee.studio.report import Report

Element = Any  # lxml has no types of its own

LARGEST_XML = 48 * 1024**2  # bytes: the tree of a file takes several times its size

_DECLARATION = re.compile(r"\A\s*<\?xml\b[^>]*\?>")
_ENCODING = re.compile(rb"""\A\s*<\?xml\b[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_PROLOG = re.compile(r"\A(?:\s|<!--.*?-->|<\?.*?\?>)*<!DOCTYPE\b[^\[>]*\[", re.DOTALL)
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31};)")
_OWN_NAMES = {"amp;", "lt;", "gt;", "quot;", "apos;"}
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ENTITIES = gettext_lazy("This XML declares entities of its own, which are not read.")
_NAME = re.compile(r"[^\W\d][\w.-]*")
_XML = "{http://www.w3.org/XML/1998/namespace}"


def decoded(content: bytes) -> str:
    """The text of a file, in the encoding that it says and is in, else in the likeliest one."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    declared = _ENCODING.match(content[:300])
    for encoding in ((declared[1].decode("ascii"),) if declared else ()) + ("utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("latin-1")


def encoding_of(beginning: bytes) -> str:
    """The encoding of a file that is too large to be tried in several, by its first bytes."""
    for mark, encoding in _BOMS:
        if beginning.startswith(mark):
            return encoding
    declared = _ENCODING.match(beginning[:300])
    try:
        return codecs.lookup(declared[1].decode("ascii")).name if declared else "utf-8"
    except LookupError:
        return "utf-8"


def refuse_entities(beginning: str) -> None:
    """Raise Broken where what stands before the root declares entities."""
    prolog = _PROLOG.match(beginning)
    if prolog and "<!ENTITY" in beginning[prolog.end() : beginning.find("]>", prolog.end())]:
        raise Broken(str(_ENTITIES))


def settled(text: str) -> str:
    """The source of XML with HTML's names of characters as characters, and without what XML forbids."""
    return _FORBIDDEN.sub("", _NAMED.sub(_character, text))


def tree(content: bytes) -> tuple[Element, bool]:
    """The root of an XML file, and whether it was well formed. Raises Broken where nothing can be read of it."""
    text = _DECLARATION.sub("", decoded(content).lstrip("\ufeff"))
    refuse_entities(text)
    text = settled(text)
    for forgiving in (False, True):
        parser = etree.XMLParser(
            encoding="utf-8",
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
            recover=forgiving,
            huge_tree=False,
        )
        try:
            root = etree.fromstring(text.encode("utf-8", "replace"), parser)
        except etree.XMLSyntaxError:
            continue
        if root is not None:
            # What hid them from the look above: none was replaced, and none is kept.
            declared = root.getroottree().docinfo.internalDTD
            if declared is not None and any(True for _entity in declared.iterentities()):
                raise Broken(str(_ENTITIES))
            return _bare(root), not forgiving
    raise Broken(_("This XML cannot be read."))


def read_xml(archive: Archive, name: str, report: Report | None = None) -> Element:
    """The root of a part; one that is not well formed is said. Raises KeyError, Broken."""
    root, well_formed = tree(read(archive, name, LARGEST_XML))
    if report and not well_formed:
        report.adapted(
            "file",
            name,
            _("It is not well-formed XML: what could be read of it was, some may be missing."),
        )
    return root


def beginning(archive: Archive, name: str, length: int = 4096) -> str:
    """The first characters of a part, for who recognises formats; ``""`` where it cannot be read."""
    try:
        with archive.open(name) as stream:
            return decoded(stream.read(length))
    except Exception:  # whatever is damaged is said by who reads it whole
        return ""


def text_of(element: Element | None, path: str = "") -> str:
    """The words in an element, or in the first at ``path`` in it, with single spaces."""
    found = element.find(path) if element is not None and path else element
    return "" if found is None else " ".join("".join(found.itertext()).split())


def inner(element: Element) -> str:
    """What stands in an element, as HTML."""
    return "".join(_inside(element))


def outer(element: Element) -> bytes:
    """The element as XML, to be kept aside."""
    return bytes(etree.tostring(element, encoding="utf-8", with_tail=False))


def _inside(element: Element) -> Iterator[str]:
    if element.text:
        yield escape(element.text, quote=False)
    for child in element:
        yield str(etree.tostring(child, encoding="unicode", method="html"))


def _character(found: re.Match[str]) -> str:
    """HTML's names of characters, which XML does not know."""
    return found[0] if found[1] in _OWN_NAMES else html5.get(found[1], found[0])


def _plain_name(name: str) -> str:
    """Without its namespace; what a broken file leaves that is no name becomes one."""
    bare = name.rpartition("}")[2].rpartition(":")[2]
    return bare if _NAME.fullmatch(bare) else "x-" + re.sub(r"[^\w.-]", "-", bare)


def _bare(root: Element) -> Element:
    etree.strip_tags(root, etree.Entity)
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        element.tag = _plain_name(element.tag)
        if any(name.startswith("{") for name in element.attrib):
            held = list(element.attrib.items())
            element.attrib.clear()
            for name, value in held:
                bare = _plain_name(name.replace(_XML, "xml-"))
                if bare not in element.attrib:
                    element.set(bare, value)
    etree.cleanup_namespaces(root)
    return root
