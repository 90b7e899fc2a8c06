"""When somebody may be told, by the clock on their wall. Pure: moments are aware, hours are local."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


def is_quiet(moment: datetime, zone: ZoneInfo, begins: time | None, ends: time | None) -> bool:
    """Whether it is between ``begins`` and ``ends`` there; over midnight where ``begins`` is later."""
    if begins is None or ends is None:
        return False
    clock = moment.astimezone(zone).time()
    if begins <= ends:
        return begins <= clock < ends
    return clock >= begins or clock < ends


def out_of_quiet(moment: datetime, zone: ZoneInfo, begins: time | None, ends: time | None) -> datetime:
    """``moment``, or when the quiet hours that it falls in are over.

    An hour that the clocks leave out is taken an hour later; of one that comes twice, the next.
    """
    while is_quiet(moment, zone, begins, ends):  # an hour later they may have begun again
        assert ends is not None
        moment = _next(moment, zone, ends, moment.astimezone(zone).date())
    return moment


def next_digest(moment: datetime, zone: ZoneInfo, hour: int, weekday: int | None) -> datetime:
    """The first digest after ``moment``: any day at ``hour``, or on ``weekday`` (0: Monday)."""
    day = (moment + timedelta(microseconds=1)).astimezone(zone).date()
    while True:
        if weekday is None or day.weekday() == weekday:
            found = _at(day, time(hour), zone)
            if found > moment:
                return found
        day += DAY


def _next(moment: datetime, zone: ZoneInfo, clock: time, day: date) -> datetime:
    while True:
        for fold in (0, 1):
            found = _at(day, clock.replace(fold=fold), zone)
            if found > moment:
                return found
        day += DAY


def _at(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, zone).astimezone(UTC)
