"""How many requests credentials may make: enough for any honest sender, and a bound for a loop gone wild."""

import time
from uuid import UUID

from django.conf import settings

from cordee.core.errors import TooFast

_BURST = 20  # seconds of requests that may come at once
_left: dict[UUID, tuple[float, float]] = {}


def check_pace(caller: UUID) -> None:
    """Count a request. Raises TooFast. Each web process counts for itself: a rate is one of a process.

    ``XAPI_RATE`` is in requests a second, nought for no limit.
    """
    rate = settings.XAPI_RATE
    if not rate:
        return
    now = time.monotonic()
    left, at = _left.get(caller, (rate * _BURST, now))
    left = min(rate * _BURST, left + (now - at) * rate)
    if left < 1:
        raise TooFast("Too many requests of these credentials.", retry_after=1)
    _left[caller] = (left - 1, now)
