"""From a file to a course: which format it is, what is in it, and what became of each part."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.utils.translation import gettext as _

from cordee.media.archive import Archive, Broken, opened, unwrapped
from cordee.studio.course import Course
from cordee.studio.fitting import fit
from cordee.studio.importers import IMPORTERS, Importer
from cordee.studio.report import Report


@contextmanager
def brought(path: Path) -> Iterator[tuple[Course, Report]]:
    """The course in a file or folder; its files can be read during the block. Raises Broken with what to do."""
    with opened(path) as archive:
        importer, archive = _recognised(archive)
        report = Report(format=importer.name)
        for name in archive.left_out:
            report.refused(_("file"), name, _("Its name or kind is not safe: left out."))
        course = importer.course(archive, report)
        course.title = course.title or path.name.partition(".")[0].replace("_", " ")
        if course.is_empty and not any(module.about for module in course.modules):
            raise Broken(_("This is a file of the format “%(format)s”, but nothing in it can be kept.") % {
                "format": importer.name
            })  # fmt: skip
        fit(course, report)
        yield course, report


def _recognised(archive: Archive) -> tuple[Importer, Archive]:
    """Who reads it; packed in a folder of its own, it is read from there."""
    if not archive.names:
        raise Broken(_("There is no file in it."))
    for tree in unwrapped(archive):
        for importer in IMPORTERS:
            if importer.recognises(tree):
                return importer, tree
    names = ", ".join(importer.name for importer in IMPORTERS)
    raise Broken(_("This is none of the formats that can be imported: %(names)s.") % {"names": names})
