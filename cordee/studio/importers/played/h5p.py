"""H5P packages: one step, or a page that says why it cannot be played."""

import json
from typing import Any

from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.core.text import plain
from cordee.media.archive import Archive, Broken, read
from cordee.studio.course import Course, Module
from cordee.studio.importers.played import whole
from cordee.studio.making import aside, step, title_of
from cordee.studio.markup import decoded
from cordee.studio.report import Report
from cordee.studio.shelf import Shelf

NAME = "h5p.json"
LARGEST = 8 * 1024**2  # bytes of a description


class H5PImporter:
    """A zip with h5p.json; with its libraries it plays anywhere, without them only where they are installed."""

    name = "H5P"

    def recognises(self, archive: Archive) -> bool:
        """By h5p.json at the top."""
        return NAME in archive.names

    def course(self, archive: Archive, report: Report) -> Course:
        """One step with the package. Raises Broken where its description cannot be read."""
        described = _json(archive, NAME)
        library = str(described.get("mainLibrary") or "")
        title = title_of(str(described.get("title") or ""), library)
        said = str(described.get("defaultLanguage") or described.get("language") or "")[:2]
        course = Course(title, language=said if said.isalpha() and said != "un" else "fr")
        if "content/content.json" not in archive.names:
            raise Broken(_("This H5P package has no content (content/content.json)."))
        missing = _missing(archive, described)
        about = _credits(described)
        module = Module(title)
        course.modules.append(module)
        package = whole.keep(archive, course, ".h5p")
        if any(one.startswith(library) for one in missing) or not library:
            why = _(
                "This H5P package (%s) carries no libraries, so it cannot be played: export it again with them."
            )
            why = why % library
            link = f"[{title_of(course.files[package].name)}](asset:{package})"
            module.steps.append(
                aside(title, why, Shelf(archive, course), {}, body=f"{about}\n\n{link}".strip())
            )
            report.adapted("h5p", title, why)
            return course
        try:
            module.steps.append(step("h5p", title, {"about": about, "package": package, "library": library}))
        except Invalid as refusal:
            raise Broken(refusal.message) from None
        if missing:
            report.adapted(
                "h5p", title, _("Libraries are missing, parts of it may not play: %s.") % ", ".join(missing)
            )
        else:
            report.kept("h5p", title)
        return course


def _json(archive: Archive, name: str) -> dict[str, Any]:
    try:
        described = json.loads(decoded(read(archive, name, LARGEST)).lstrip("\ufeff"))
    except (ValueError, RecursionError):
        described = None
    if not isinstance(described, dict):
        raise Broken(_("“%s” is not a description of an H5P package.") % name)
    return described


def _missing(archive: Archive, described: dict[str, Any]) -> list[str]:
    """The libraries that it needs and does not bring."""
    held = {name.partition("/")[0] for name in archive.names}
    needed = described.get("preloadedDependencies")
    found = []
    for one in needed if isinstance(needed, list) else []:
        if isinstance(one, dict):
            name = f"{one.get('machineName')}-{one.get('majorVersion')}.{one.get('minorVersion')}"
            # Newer packages name their folders with the patch too.
            if not any(folder == name or folder.startswith(f"{name}.") for folder in held):
                found.append(name)
    return found


def _credits(described: dict[str, Any]) -> str:
    """Authors and licence, which must stay with the work."""
    authors = described.get("authors")
    names = (
        [plain(str(one.get("name") or "")) for one in authors or [] if isinstance(one, dict)]
        if isinstance(authors, list)
        else []
    )
    licence = str(described.get("license") or "")
    parts = [", ".join(name for name in names if name), "" if licence in ("", "U") else licence]
    return " · ".join(part for part in parts if part)
