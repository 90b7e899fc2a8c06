"""Numbers as people say them, in the reader's language."""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from cordee.core.text import formats
from cordee.insights.figures import FEWEST, stepped


def _language() -> str:
    return translation.get_language() or "fr"


def share(value: float) -> str:
    """A share as people say it."""
    return formats.percent(value, _language())


def number(value: float) -> str:
    """A number as people write it."""
    return formats.number(round(value, 1) if value < 10 else round(value), _language())


def at_least(count: int) -> str:
    """A number of people in steps of five, in words."""
    if count < FEWEST:
        return pgettext("people", "fewer than five")
    return _("%(count)s or more") % {"count": number(stepped(count))}


def within(low: float, high: float) -> str:
    """A share of which only its bounds are told: nothing and ``high``, or ``low`` and the whole."""
    if low <= 0:
        return _("less than half") if high >= 0.5 else _("less than %(share)s") % {"share": share(high)}
    return _("half or more") if low <= 0.5 else _("more than %(share)s") % {"share": share(low)}


def duration(hours: float) -> str:
    """Hours up to two days, then days."""
    if hours < 1:
        return _("less than an hour")
    if hours < 48:
        rounded = round(hours)
        return ngettext("%(count)s hour", "%(count)s hours", rounded) % {"count": rounded}
    days = hours / 24
    return ngettext("%(count)s day", "%(count)s days", round(days)) % {"count": number(round(days))}
