"""The periods that figures are taken for: whole weeks, so that no day can be cut out of two of them."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from cordee.core.errors import Invalid

MOST_WEEKS = 53
WEEK = timedelta(weeks=1)


def whole_weeks(since: date, until: date) -> tuple[date, date]:
    """A period from a Monday to a Monday (not included). Raises Invalid for any other."""
    if since.weekday() or until.weekday() or not since < until <= since + MOST_WEEKS * WEEK:
        message = _("Choose whole weeks, from a Monday to a Sunday, a year at most.")
        raise Invalid(message, fields={"since": message})
    return since, until


def weeks_before(today: date, count: int) -> tuple[date, date]:
    """The last ``count`` whole weeks before today."""
    until = today - timedelta(days=today.weekday())
    return until - count * WEEK, until
