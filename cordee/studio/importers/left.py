"""Parts of an archive that nothing needed, said."""

from django.utils.translation import gettext as _

from cordee.studio.fitting import MOST_TOLD, NOT_SHOWN
from cordee.studio.report import Report


def say_left(names: list[str], report: Report) -> None:
    """A remark for each, up to some number; the rest counted."""
    for name in names[:MOST_TOLD]:
        report.refused(_("file"), name, str(NOT_SHOWN))
    if len(names) > MOST_TOLD:
        more = _("%(count)s more files") % {"count": len(names) - MOST_TOLD}
        report.refused(_("file"), more, str(NOT_SHOWN))
