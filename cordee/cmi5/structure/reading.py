"""Reading a course: a zip with ``cmi5.xml`` at its root, or that XML alone (cmi5, sections 13 and 14).

Everything that is wrong is refused with its place, since the standard wants it so (4.4): a course that is taken runs.
"""

import posixpath
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.utils.translation import gettext as _
from lxml import etree

from cordee.cmi5.structure.addresses import collisions, is_iri, is_qualified, is_url
from cordee.cmi5.structure.parts import Aim, Block, Course, Part, Texts, Unit, units_in
from cordee.cmi5.structure.schema import NAMESPACE, check_form
from cordee.media.archive import Archive, Broken, opened, read, safe

STRUCTURE = "cmi5.xml"
LARGEST = 32 * 1024**2  # bytes of a course structure
DEEPEST = 30  # blocks in blocks
# In UTF-8, or in UTF-16 either way round; with or without the mark that says so.
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<|(?:\xff\xfe)?(?:\s\x00)*<\x00|(?:\xfe\xff)?(?:\x00\s)*\x00<")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
Element = Any  # lxml has no types of its own


def course_in(place: Path | str) -> tuple[Course, bool]:
    """The course in a file, and whether it is a package (else a structure alone). Raises Broken."""
    path = Path(place)
    with path.open("rb") as file:
        start = file.read(512)
    if start.startswith(_ZIP):
        with opened(path) as archive:
            if STRUCTURE not in archive.names:
                raise Broken(_("This zip has no “cmi5.xml” at its root."))
            return course_of(read(archive, STRUCTURE, LARGEST), archive), True
    if not _XML.match(start):
        raise Broken(_("A cmi5 course is a zip with “cmi5.xml”, or that XML alone: this is neither."))
    if path.stat().st_size > LARGEST:
        raise Broken(_("This course structure is larger than %s MB.") % (LARGEST // 1024**2))
    return course_of(path.read_bytes(), None), False


def course_of(content: bytes, archive: Archive | None) -> Course:
    """The course that an XML describes, whose pages are in ``archive`` or elsewhere. Raises Broken."""
    root = _root(content)
    check_form(root)
    about = _one(root, "course")
    course = Course(
        iri=_iri(about, "id"),
        title=_texts(about, "title"),
        description=_texts(about, "description"),
        objectives=[
            Aim(iri=_iri(one, "id"), title=_texts(one, "title"), description=_texts(one, "description"))
            for one in _all(_maybe(root, "objectives"), "objective")
        ],
        parts=_parts(root, 0),
    )
    _check_once("objective", [one.iri for one in course.objectives])
    _check_once("block", [one.iri for one in course.blocks()])
    _check_once("au", [one.iri for one in units_in(course)])
    _check_once("au / block", [one.iri for one in (*course.blocks(), *units_in(course))])
    for unit in units_in(course):
        unit.url = _address(unit.url, archive)
    return course


def _root(content: bytes) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        said = str(error).partition(", line")[0][:200]
        raise Broken(_("This XML is not well formed: %s") % said) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Broken(_("A course structure declares no document type."))
    return root


def _parts(whole: Element, depth: int) -> list[Part]:
    if depth > DEEPEST:
        raise Broken(_("Blocks stand in blocks more than %s times.") % DEEPEST)
    return [
        _unit(one) if _name(one) == "au" else _block(one, depth)
        for one in whole
        if _name(one) in ("au", "block")
    ]


def _block(element: Element, depth: int) -> Block:
    return Block(
        iri=_iri(element, "id"),
        title=_texts(element, "title"),
        description=_texts(element, "description"),
        objectives=_aims(element),
        parts=_parts(element, depth + 1),
    )


def _unit(element: Element) -> Unit:
    given: dict[str, Any] = {}
    if move_on := _attribute(element, "moveOn"):
        given["move_on"] = move_on
    if method := _attribute(element, "launchMethod"):
        given["launch_method"] = method
    if _attribute(element, "activityType"):
        given["activity_type"] = _iri(element, "activityType")
    return Unit(
        iri=_iri(element, "id"),
        title=_texts(element, "title"),
        description=_texts(element, "description"),
        url=_text(_one(element, "url")),
        mastery=_mastery(_attribute(element, "masteryScore")),
        launch_parameters=_maybe_text(element, "launchParameters"),
        entitlement_key=_maybe_text(element, "entitlementKey"),
        objectives=_aims(element),
        **given,
    )


def _mastery(said: str) -> float | None:
    if not said:
        return None
    try:
        score = Decimal(said)
    except InvalidOperation:
        score = Decimal(-1)
    if not score.is_finite() or not 0 <= score <= 1:
        raise Broken(_("“%s” is no masteryScore: it is a decimal number from 0 to 1.") % said[:40])
    return float(score)


def _aims(element: Element) -> list[str]:
    named = _all(_maybe(element, "objectives"), "objective")
    return [_iri(one, "idref") for one in named if _attribute(one, "idref")]


def _address(url: str, archive: Archive | None) -> str:
    """Where a unit begins: an address elsewhere as it is, a page of the package under the name that it has there."""
    if found := collisions(url):
        message = _("“%(url)s” uses %(names)s, which a launch says itself.")
        raise Broken(message % {"url": url[:200], "names": ", ".join(found)})
    if is_qualified(url):
        if not is_url(url):
            raise Broken(_("“%s” is no valid address for a unit.") % url[:200])
        return url
    if archive is None:
        raise Broken(_("“%s” is no full address: without a package every unit needs one.") % url[:200])
    page, rest = _parted(url)
    names = {one.lower(): one for one in reversed(archive.names)}
    for name in (page, unquote(page)):
        inside = safe(posixpath.normpath(name)) if name else None
        if inside and (inside in archive.names or inside.lower() in names):
            held = inside if inside in archive.names else names[inside.lower()]
            return held + rest
    raise Broken(_("“%s” is not in the package: what is elsewhere needs its full address.") % url[:200])


def _parted(url: str) -> tuple[str, str]:
    page = re.split(r"[?#]", url, maxsplit=1)[0]
    return page, url[len(page) :]


def _check_once(kind: str, iris: list[str]) -> None:
    seen: set[str] = set()
    for one in iris:
        if one in seen:
            message = _("The id “%(id)s” stands at more than one %(kind)s.")
            raise Broken(message % {"id": one[:200], "kind": kind})
        seen.add(one)


def _iri(element: Element, attribute: str) -> str:
    found = _attribute(element, attribute)
    if not is_iri(found):
        message = _("The %(attribute)s “%(id)s” of %(kind)s is no full IRI.")
        raise Broken(message % {"attribute": attribute, "id": found[:200], "kind": _name(element)})
    return found


def _texts(element: Element, name: str) -> Texts:
    found: Texts = {}
    for one in _all(_maybe(element, name), "langstring"):
        found.setdefault((one.get("lang") or "und").strip(), _text(one))
    return found


def _attribute(element: Element, name: str) -> str:
    return (element.get(name) or "").strip()


def _text(element: Element) -> str:
    return "".join(element.itertext()).strip()


def _maybe_text(element: Element, name: str) -> str | None:
    found = _maybe(element, name)
    return None if found is None else _text(found)


def _name(element: Element) -> str:
    """The name of an element of the course structure; empty for what stands in it of other vocabularies."""
    found = etree.QName(element)
    return found.localname if found.namespace == NAMESPACE else ""


def _all(element: Element | None, name: str) -> Iterator[Element]:
    if element is not None:
        yield from element.iterchildren(f"{{{NAMESPACE}}}{name}")


def _maybe(element: Element, name: str) -> Element | None:
    return element.find(f"{{{NAMESPACE}}}{name}")


def _one(element: Element, name: str) -> Element:
    return _maybe(element, name)
