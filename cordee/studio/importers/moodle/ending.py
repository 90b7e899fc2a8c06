"""What every backup ends with: banks that came late, questions to look at, files that nothing shows."""

from django.utils.translation import gettext as _

from cordee.studio.course import Course, Module
from cordee.studio.fitting import MOST_TOLD, NOT_SHOWN
from cordee.studio.importers.banking import Banks, Unread
from cordee.studio.importers.moodle.backup.files import Files
from cordee.studio.report import Report


def finish(course: Course, banks: Banks, unread: Unread, files: Files, report: Report) -> None:
    """Everything that is left into the course, or into the report."""
    # Lessons bring questions of their own, after those of the backup.
    known = {id(bank) for bank in course.banks}
    course.banks += [bank for bank in banks.by_name.values() if bank.questions and id(bank) not in known]
    for name, why, _source in unread.found:
        report.refused(_("question"), name, why)
    if aside := unread.step():
        course.modules.append(Module(_("Questions to look at"), steps=aside, key="unread"))
    unused = sorted(set(files.unused()))
    for name in unused[:MOST_TOLD]:
        report.refused(_("file"), name, str(NOT_SHOWN))
    if len(unused) > MOST_TOLD:
        more = _("%(count)s more files") % {"count": len(unused) - MOST_TOLD}
        report.refused(_("file"), more, str(NOT_SHOWN))
    for name in sorted(set(files.missing))[:MOST_TOLD]:
        report.refused(_("file"), name, _("It is named, but is not in the package."))
