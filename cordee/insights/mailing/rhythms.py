"""When a dashboard comes next, by the clock on the wall of who gets it. Pure: moments are aware, hours are local."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

DAY = timedelta(days=1)


class Rhythm(models.TextChoices):
    """How often it comes."""

    WEEKLY = "weekly", _("every Monday")
    MONTHLY = "monthly", _("the 1st of each month")
    QUARTERLY = "quarterly", _("the 1st of each quarter")


def next_after(moment: datetime, rhythm: str, hour: int, zone: ZoneInfo) -> datetime:
    """The first time after ``moment`` that it comes. An hour that the clocks leave out is taken an hour later."""
    day = moment.astimezone(zone).date()
    while True:
        if _comes_on(day, rhythm):
            found = datetime.combine(day, time(hour), zone).astimezone(UTC)
            if found > moment:
                return found
        day += DAY


def _comes_on(day: date, rhythm: str) -> bool:
    if rhythm == Rhythm.WEEKLY:
        return day.weekday() == 0
    return day.day == 1 and (rhythm == Rhythm.MONTHLY or day.month in (1, 4, 7, 10))
