"""Until when a concern is acknowledged and answered. Pure but for the setting that it is given."""

from datetime import date, timedelta

from cordee.programmes.schedule import public_holidays

ZONE = "Europe/Paris"  # whose public holidays are no working days
DAY = timedelta(days=1)
SATURDAY = 5


def working_days_after(day: date, count: int, zone: str = ZONE) -> date:
    """The day that comes ``count`` working days after ``day``: week-ends and public holidays do not count."""
    closed = public_holidays(zone, day, day + (3 * count + 15) * DAY)
    while count > 0:
        day += DAY
        if day.weekday() < SATURDAY and day not in closed:
            count -= 1
    return day
