"""What the generators of sites say beside the pages: where these stand, and what the site is called."""

import re
from dataclasses import dataclass

from cordee.media.archive import Archive, Broken, read
from cordee.studio.markup import decoded

# The settings of a generator, by their beginning, and the folder that holds its pages.
_SITES = {
    "docusaurus.config.": "docs",
    "mkdocs.y": "docs",
    "hugo.": "content",
    "config.toml": "content",
    "config.y": "content",
    "book.toml": "",
    "_config.y": "",
}
_TITLE = re.compile(
    r"^[ \t]*(?:title|site_name)[ \t]*[:=][ \t]*(?P<quote>['\"]?)(?P<title>.+?)(?P=quote)[ \t]*,?[ \t]*(?:#.*)?$",
    re.MULTILINE,
)
_LARGEST = 200_000  # bytes of settings


@dataclass(frozen=True)
class Site:
    """A site: ``top`` is the folder of its pages (ending in a slash, or empty), ``settings`` where it says so."""

    settings: str
    top: str = ""
    title: str = ""


def site_of(archive: Archive) -> Site | None:
    """The site that the archive is the source of; None where it is none."""
    for name in sorted(archive.names, key=lambda name: (name.count("/"), name)):
        folder, _slash, last = name.rpartition("/")
        found = next((top for start, top in _SITES.items() if last.lower().startswith(start)), None)
        if found is None or name.count("/") > 1:
            continue
        top = "/".join(part for part in (folder, found) if part)
        top = f"{top}/" if top else ""
        if any(one.startswith(top) for one in archive.names):
            return Site(name, top, _title(archive, name))
    return None


def _title(archive: Archive, name: str) -> str:
    try:
        said = _TITLE.search(decoded(read(archive, name, _LARGEST)))
    except Broken:
        return ""
    return said["title"].strip() if said else ""
