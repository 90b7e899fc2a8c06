"""Large XML, one record at a time: what is not asked for is never held, and no record may be larger than its bound.

As in ``markup``: entities are not replaced, no network is asked, what is not well formed is read as far as it can be.
Names come in small letters, for old exports that write them in capitals.
"""

import codecs
import contextlib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from lxml import etree

from cordee.media.archive import DAMAGE, Archive, Broken
from cordee.studio.markup import encoding_of, read_xml, refuse_entities, settled
from cordee.studio.report import Report

Element = Any  # lxml has no types of its own

Event = tuple[str, Element]

SMALL = 4 * 1024**2  # bytes of a part that is read whole
LARGEST_RECORD = 48 * 1024**2  # characters
_BLOCK = 256 * 1024
_DECLARATION = re.compile(r"\A\s*<\?xml\b[^>]*\?>")


@dataclass
class _Held:
    """How much was read since the last element that was let go."""

    characters: int = 0


def records(
    archive: Archive,
    name: str,
    tags: Collection[str],
    *,
    inside: Collection[str] = (),
    report: Report | None = None,
) -> Iterator[Element]:
    """Each element of these names in a part, whole, in its order; gone when the next one is asked for.

    One that stands in another of them comes with it alone. Of the elements ``inside`` which they may stand, the plain
    fields before them can be read, by ``field_around``. Raises KeyError, Broken.
    """
    wanted, around, depth = set(tags), set(inside), 0
    streamed, held = archive.size(name) > SMALL, _Held()
    for event, element in _streamed(archive, name, held) if streamed else _whole(archive, name, report):
        if event == "start":
            depth += element.tag in wanted
            continue
        if element.tag in wanted:
            depth -= 1
            if not depth:
                yield element
        if not depth and streamed:
            held.characters = 0
            _let_go(element, around)


def field_around(element: Element, tag: str, field: str) -> str:
    """A plain field of the nearest element of this name around a record; ``@`` before it: an attribute."""
    found = next(element.iterancestors(tag), None)
    if found is None:
        return ""
    return found.get(field[1:]) or "" if field.startswith("@") else (found.findtext(field) or "").strip()


def _whole(archive: Archive, name: str, report: Report | None) -> Iterator[Event]:
    """What begins and ends in a small part: mistakes in it can be read over best where all of it is known."""
    root = read_xml(archive, name, report)
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.lower()
    yield from etree.iterwalk(root, events=("start", "end"))


def _streamed(archive: Archive, name: str, held: _Held) -> Iterator[Event]:
    """What begins and ends in a part, as it is read."""
    parser = etree.XMLPullParser(
        events=("start", "end"),
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        recover=True,
        huge_tree=True,
    )
    with archive.open(name) as stream:
        for text in _texts(stream, name):
            held.characters += len(text)
            if held.characters > LARGEST_RECORD:
                raise Broken(_("One record of “%(name)s” is too large.") % {"name": name})
            parser.feed(text.encode("utf-8", "replace"))
            yield from _named(parser)
        with contextlib.suppress(etree.XMLSyntaxError):
            parser.close()
        yield from _named(parser)


def _named(parser: Any) -> Iterator[Event]:
    for event, element in parser.read_events():
        if isinstance(element.tag, str):
            if event == "start":
                element.tag = element.tag.rpartition("}")[2].lower()
            yield event, element


def _let_go(element: Element, around: set[str]) -> None:
    """Free what was read: the element, and what stands before it."""
    parent = element.getparent()
    if parent is not None and parent.tag in around:
        if len(element):
            element.clear()
        return
    element.clear()
    while parent is not None and (before := element.getprevious()) is not None:
        parent.remove(before)


def _texts(stream: BinaryIO, name: str) -> Iterator[str]:
    """The text in blocks that cut no name of a character, without what XML forbids."""
    first = _block(stream, name)
    decoder = codecs.getincrementaldecoder(encoding_of(first))("replace")
    block, held, began = first, "", False
    while True:
        text = held + decoder.decode(block, final=not block)
        if not began:
            text = _DECLARATION.sub("", text.lstrip("\ufeff"))
            refuse_entities(text)
            began = True
        cut = text.rfind("&", -40) if block else -1
        text, held = (text[:cut], text[cut:]) if cut >= 0 else (text, "")
        yield settled(text)
        if not block:
            return
        block = _block(stream, name)


def _block(stream: BinaryIO, name: str) -> bytes:
    try:
        return stream.read(_BLOCK)
    except (OSError, RuntimeError, NotImplementedError, *DAMAGE):
        raise Broken(_("“%(name)s” is damaged.") % {"name": name}) from None
