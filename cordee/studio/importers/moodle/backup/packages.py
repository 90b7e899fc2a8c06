"""Packages that are played, and tools elsewhere."""

import re

from django.utils.translation import gettext as _

from cordee.paths.contents import WORDS
from cordee.studio.course import ASSET, Step, asset_named
from cordee.studio.importers.moodle.backup.place import Place
from cordee.studio.importers.moodle.backup.reading import unknown
from cordee.studio.making import pages, step

_PLAYED = re.compile(rf"\]\(({ASSET}[^\s()]+\.h5p)\)", re.IGNORECASE)


def scorm(at: Place) -> list[Step]:
    """A SCORM package: a step for each of its units that can be launched."""
    held = next(iter(at.held("package")), None)
    units = [one for one in at.element.iterfind("scoes/sco") if at.field("launch", one)]
    if held is None or not units:
        return unknown(at)
    package = at.files.take(held)
    edition = "2004" if "1.3" in at.field("version") or "2004" in at.field("version") else "1.2"
    made: list[Step] = []
    for one in units:
        title = at.field("title", one) if len(units) > 1 else ""
        values = {
            "about": at.intro if not made else "",
            "package": package,
            "entry": at.field("launch", one)[:500],
            "edition": edition,
            "identifier": at.field("identifier", one)[:500],
        }
        made.append(
            step(
                "scorm", at.name(title), values, f"{at.key} {at.field('identifier', one)}" if made else at.key
            )
        )
    return made


def h5p(at: Place) -> list[Step]:
    """An H5P package."""
    held = next(iter(at.held("package")), None)
    if held is None:
        return unknown(at)
    return [step("h5p", at.name(), {"about": at.intro, "package": at.files.take(held)}, at.key)]


def old_h5p(at: Place) -> list[Step]:
    """H5P of the older plug-in: its backups hold its texts and pictures, not a package that can be played."""
    made = unknown(at)
    at.adapt(_("To play it here, download it in Moodle as a file .h5p and import that."))
    return made


def tool(at: Place) -> list[Step]:
    """A tool elsewhere: its address, since nobody may be signed in there from here."""
    address = at.field("securetoolurl") or at.field("toolurl")
    if not address.startswith(("http://", "https://")):
        at.adapt(_("A tool elsewhere, whose address is not in the package: a page stands in its place."))
        return pages(at.name(), at.intro or at.title, at.key)
    at.adapt(_("A tool elsewhere is kept as a link: signing in there from here is not possible."))
    return [step("link", at.name(), {"about": at.intro, "address": address}, at.key)]


def played_in(at: Place, steps: list[Step]) -> list[Step]:
    """A step for each H5P package that a text of these steps plays: here it is played on a page of its own."""
    named = [name for one in steps for text in one.content.marked(WORDS) for name in _PLAYED.findall(text)]
    made = []
    for name in dict.fromkeys(asset_named(one) for one in named):
        title = at.name(name.rpartition("/")[2].rpartition(".")[0])
        made.append(step("h5p", title, {"package": name}, f"{at.key} {name}"))
    if made:
        at.adapt(_("What was played in its text is played after it, in a step of its own."))
    return made
