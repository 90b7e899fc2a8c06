"""Packages that are played, and tools elsewhere."""

from django.utils.translation import gettext as _

from cordee.studio.course import Step
from cordee.studio.importers.moodle.backup.place import Place
from cordee.studio.importers.moodle.backup.reading import unknown
from cordee.studio.making import pages, step


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


def tool(at: Place) -> list[Step]:
    """A tool elsewhere: its address, since nobody may be signed in there from here."""
    address = at.field("securetoolurl") or at.field("toolurl")
    at.adapt(_("A tool elsewhere is kept as a link: signing in there from here is not possible."))
    if not address.startswith(("http://", "https://")):
        return pages(at.name(), at.intro or at.title, at.key)
    return [step("link", at.name(), {"about": at.intro, "address": address}, at.key)]
