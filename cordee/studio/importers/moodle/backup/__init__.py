"""Backups of Moodle 2 and later: a zip or tar.gz of XML, files by their contents."""

from cordee.media.archive import Archive
from cordee.studio.course import Course
from cordee.studio.importers.moodle.backup.outline import ABOUT
from cordee.studio.importers.moodle.backup.walk import Walk
from cordee.studio.report import Report


class MoodleBackup:
    """A backup of a course, of a section or of one activity."""

    name = "Moodle 2+"

    def recognises(self, archive: Archive) -> bool:
        """By the file that says what it is."""
        return ABOUT in archive.names

    def course(self, archive: Archive, report: Report) -> Course:
        """Sections become modules, activities steps, categories of questions banks."""
        return Walk(archive, report).course_of()
