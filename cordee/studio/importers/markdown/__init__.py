"""Folders of Markdown: pages in their order, with images, boxes and quizzes; MDX, MyST and their kin."""

from cordee.media.archive import Archive
from cordee.studio.course import Course
from cordee.studio.importers.markdown.plan import PAGE
from cordee.studio.importers.markdown.reading import Reading
from cordee.studio.report import Report


class MarkdownFolder:
    """A folder, an archive or one page."""

    name = "Markdown"

    def recognises(self, archive: Archive) -> bool:
        """Where there is a page."""
        return any(PAGE.search(name) for name in archive.names)

    def course(self, archive: Archive, report: Report) -> Course:
        """Folders or headings become modules, pages steps, questions banks with a quiz on each."""
        return Reading(archive, report).course_of()
