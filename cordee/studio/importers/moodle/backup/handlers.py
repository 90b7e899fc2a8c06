"""Which of Moodle's activities becomes which steps."""

from collections.abc import Callable

from cordee.studio.course import Step
from cordee.studio.importers.moodle.backup import packages, reading, together, work
from cordee.studio.importers.moodle.backup.place import Place

Handler = Callable[[Place], list[Step]]
HANDLERS: dict[str, Handler] = {
    "page": reading.page,
    "label": reading.label,
    "book": reading.book,
    "resource": reading.resource,
    "folder": reading.folder,
    "url": reading.url,
    "imscp": reading.package_of_pages,
    "forum": together.forum,
    "hsuforum": together.forum,
    "chat": together.prompt,
    "choice": together.choice,
    "glossary": together.glossary,
    "wiki": together.wiki,
    "bigbluebuttonbn": together.meeting,
    "zoom": together.meeting,
    "assign": work.assignment,
    "assignment": work.assignment,
    "workshop": work.workshop,
    "checklist": work.checklist,
    "feedback": work.asked_of_all,
    "questionnaire": work.asked_of_all,
    "survey": work.asked_of_all,
    "scorm": packages.scorm,
    "h5pactivity": packages.h5p,
    "hvp": packages.old_h5p,
    "lti": packages.tool,
    "qbank": work.bank,
}
