"""When the next step comes, in words."""

from datetime import datetime, timedelta

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cordee.core.text import formats


def soon(moment: datetime) -> str:
    """A moment of the days to come, for the reader: "today at 16:00", "tomorrow at 9:00", "on Tuesday 1 December"."""
    zone, language = timezone.get_current_timezone(), translation.get_language() or "fr"
    local, today = moment.astimezone(zone), timezone.now().astimezone(zone).date()
    clock = formats.clock(local.time(), language)
    if local.date() <= today:
        return _("today at %(time)s") % {"time": clock}
    if local.date() == today + timedelta(days=1):
        return _("tomorrow at %(time)s") % {"time": clock}
    return _("on %(day)s") % {"day": formats.day(local.date(), language)}
