"""Time zones by their names in the tz database, read from the disk once a process: that takes a dozen milliseconds."""

from functools import cache
from zoneinfo import available_timezones


@cache
def time_zones() -> frozenset[str]:
    """Every name that is known."""
    return frozenset(available_timezones())


@cache
def offered_zones() -> tuple[str, ...]:
    """Those that a person chooses from: of places, in their order."""
    return tuple(sorted(zone for zone in time_zones() if "/" in zone and not zone.startswith("Etc")))
