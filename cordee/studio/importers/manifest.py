"""The manifest of IMS packages (imsmanifest.xml): what SCORM, Common Cartridge and QTI packages have in common."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from cordee.media.archive import Archive, Broken
from cordee.studio.markup import Element, beginning, read_xml, text_of
from cordee.studio.report import Report

NAME = "imsmanifest.xml"
DEEPEST = 40  # items in items

_LANGUAGE = re.compile(r"[a-z]{2}")


@dataclass
class Resource:
    """A resource: ``href`` and ``files`` are seen from the top of the archive, addresses elsewhere stay as they are."""

    identifier: str
    type: str
    href: str
    files: list[str]
    depends: list[str]
    element: Element

    @property
    def folder(self) -> str:
        """Where it stands."""
        return posixpath.dirname(self.href.split("?")[0])


@dataclass
class Item:
    """A place in an organisation, with those in it."""

    identifier: str
    title: str
    reference: str
    element: Element
    items: list["Item"] = field(default_factory=list)

    def leaves(self) -> Iterator["Item"]:
        """The places that lead to a resource, in order."""
        if self.reference:
            yield self
        for item in self.items:
            yield from item.leaves()


@dataclass
class Manifest:
    """All of it; ``folder`` is where it stands in the archive."""

    name: str
    root: Element
    title: str
    about: str
    language: str
    organisations: list[Item]
    resources: dict[str, Resource]

    @property
    def folder(self) -> str:
        """Where the manifest stands."""
        return posixpath.dirname(self.name)


def name_in(archive: Archive, name: str = NAME) -> str | None:
    """The manifest of this name that stands nearest to the top: some packages were zipped with their folder."""
    found = [part for part in archive.names if part.rpartition("/")[2].lower() == name]
    return min(found, key=lambda part: (part.count("/"), part), default=None)


def start(archive: Archive, length: int = 200_000) -> str:
    """The beginning of the manifest, for who recognises formats."""
    name = name_in(archive)
    return beginning(archive, name, length) if name else ""


def read_manifest(archive: Archive, report: Report) -> Manifest:
    """The manifest of a package. Raises Broken."""
    name = name_in(archive)
    if name is None:
        raise Broken(NAME)
    root = read_xml(archive, name, report)
    metadata = root.find("metadata")
    chosen = root.find("organizations")
    default = chosen.get("default") if chosen is not None else None
    organisations = [_item(one, 0) for one in root.iter("organization")]
    organisations.sort(key=lambda one: one.identifier != default)
    language = text_of(metadata, ".//general/language").lower()
    return Manifest(
        name,
        root,
        title=_said(metadata, "title"),
        about=_said(metadata, "description"),
        language=language[:2] if _LANGUAGE.match(language) else "",
        organisations=organisations,
        resources=_resources(root, posixpath.dirname(name)),
    )


def _said(metadata: Element | None, field: str) -> str:
    found = metadata.find(f".//general/{field}") if metadata is not None else None
    first = next(iter(found), found) if found is not None else None
    return text_of(first)


def _item(element: Element, depth: int) -> Item:
    inside = element.iterchildren("item") if depth < DEEPEST else ()
    return Item(
        element.get("identifier") or "",
        text_of(element, "title").replace("--TOP--", ""),  # Blackboard's name for what holds all
        element.get("identifierref") or "",
        element,
        [_item(one, depth + 1) for one in inside],
    )


def _resources(root: Element, folder: str) -> dict[str, Resource]:
    """All resources, those of manifests in the manifest too, with the bases around them."""
    found: dict[str, Resource] = {}
    for element in root.iter("resource"):
        bases = [one.get("xml-base") for one in (element, *element.iterancestors()) if one.get("xml-base")]
        base = posixpath.join(folder, *(bare(one) for one in reversed(bases)))
        identifier = element.get("identifier") or ""
        found.setdefault(
            identifier,
            Resource(
                identifier,
                element.get("type") or "",
                at(base, element.get("href") or ""),
                [
                    *(at(base, one.get("href") or "") for one in element.iterchildren("file")),
                    # Blackboard names its file in an attribute, seen from the top.
                    *([at(folder, element.get("file"))] if element.get("file") else []),
                ],
                [one.get("identifierref") or "" for one in element.iterchildren("dependency")],
                element,
            ),
        )
    return found


def at(base: str, reference: str) -> str:
    """Where a reference leads from a folder of the archive; what leads elsewhere or out stays as it is written."""
    reference = bare(reference)
    if not reference or is_address(reference):
        return reference
    path, mark, rest = re.match(r"([^?#]*)([?#]?)(.*)", reference, re.DOTALL).groups()  # type: ignore[union-attr]
    # What a page is asked for after its name stays; what leads out of the archive is found nowhere in it.
    return posixpath.normpath(posixpath.join(base, path.lstrip("/"))) + mark + rest


def is_address(reference: str) -> bool:
    """Whether it leads elsewhere."""
    return bool(re.match(r"(?:[A-Za-z][A-Za-z0-9+.-]+:|//)", reference))


def bare(reference: str) -> str:
    """Without white space, with slashes."""
    return reference.strip().replace("\\", "/")
