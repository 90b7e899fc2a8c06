"""The working hours in which a question's clock runs: nobody is thought late over a weekend."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEK = 5  # Monday to Friday


@dataclass(frozen=True, slots=True)
class Hours:
    """From which hour to which, Monday to Friday, on the clocks of a zone."""

    zone: str = "Europe/Paris"
    opens: int = 9
    closes: int = 18

    def after(self, moment: datetime, hours: int) -> datetime:
        """The moment at which ``hours`` working hours have passed since ``moment``. Aware, in UTC or whatever it came in.

        Counted on the wall clock, a day at a time: a day on which the clocks change has as many working hours as others.
        """
        zone = ZoneInfo(self.zone)
        at, left = self._opened(moment.astimezone(zone)), timedelta(hours=hours)
        while True:
            closes = self._clock(at, self.closes)
            rest = closes.replace(tzinfo=None) - at.replace(tzinfo=None)
            if left <= rest:
                end = (at.replace(tzinfo=None) + left).replace(tzinfo=zone)
                return end.astimezone(moment.tzinfo)
            left -= rest
            at = self._opened(self._clock(at + timedelta(days=1), 0))

    def _opened(self, at: datetime) -> datetime:
        """``at`` itself where it is a working hour; else the next opening."""
        if at.weekday() < WEEK and at < self._clock(at, self.closes):
            return max(at, self._clock(at, self.opens))
        at += timedelta(days=1)
        while at.weekday() >= WEEK:
            at += timedelta(days=1)
        return self._clock(at, self.opens)

    @staticmethod
    def _clock(day: datetime, hour: int) -> datetime:
        return datetime.combine(day.date(), time(hour % 24), day.tzinfo) + timedelta(days=hour // 24)
