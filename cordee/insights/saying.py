"""Numbers as people say them, in the reader's language."""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cordee.core.text import formats


def _language() -> str:
    return translation.get_language() or "fr"


def share(value: float) -> str:
    """A share as people say it."""
    return formats.percent(value, _language())


def number(value: float) -> str:
    """A number as people write it."""
    return formats.number(round(value, 1) if value < 10 else round(value), _language())


def duration(hours: float) -> str:
    """Hours up to two days, then days."""
    if hours < 1:
        return _("less than an hour")
    if hours < 48:
        rounded = round(hours)
        return ngettext("%(count)s hour", "%(count)s hours", rounded) % {"count": rounded}
    days = hours / 24
    return ngettext("%(count)s day", "%(count)s days", round(days)) % {"count": number(round(days))}
