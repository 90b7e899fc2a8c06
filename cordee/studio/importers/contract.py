"""What an importer is: it recognises its format, and makes a course of it.

A new format is one new file here and a line in ``importers/__init__.py``. Read ``gift.py`` first.
"""

from typing import Protocol

from cordee.media.archive import Archive
from cordee.studio.course import Course
from cordee.studio.report import Report


class Importer(Protocol):
    """One format, one file."""

    name: str  # as people call it: "Moodle backup"

    def recognises(self, archive: Archive) -> bool:
        """Whether this file is of the format; looks at names and beginnings only, and never fails."""
        ...

    def course(self, archive: Archive, report: Report) -> Course:
        """The course in it, with a remark for each of its parts. Raises archive.Broken where nothing can be read."""
        ...
