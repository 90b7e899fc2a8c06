"""Identifiers: UUIDv7 (RFC 9562, section 5.7), which sort by the time of what they name."""

import hashlib
import itertools
import os
import threading
import time
from datetime import UTC, datetime, timedelta
from uuid import UUID

_EPOCH, _MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
_lock = threading.Lock()
_last = 0
_made = itertools.count(int.from_bytes(os.urandom(4)) >> 1)


def uuid7(at: datetime | None = None, seed: str | None = None) -> UUID:
    """A new identifier; of the moment ``at`` when given, and always the same for the same ``at`` and ``seed``.

    The 12 bits after the millisecond hold its fraction (RFC 9562, method 3), then come 32 bits of a counter (method 1)
    and 30 of chance: identifiers made in a row by one process come in order, those of one moment too. Imports and the
    demo pass ``at`` and ``seed``: reading the same source twice names the same rows.
    """
    # In whole numbers: a timestamp times a million is at times a microsecond short.
    nanoseconds = _next_tick() if at is None else (at - _EPOCH) // _MICROSECOND * 1_000
    tail = _next_tail() if seed is None else int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8])
    milliseconds, rest = divmod(nanoseconds, 1_000_000)
    fraction = rest * 4096 // 1_000_000
    value = (milliseconds & (1 << 48) - 1) << 80
    value |= 0x7 << 76 | fraction << 64
    value |= 0b10 << 62 | tail & (1 << 62) - 1
    return UUID(int=value)


def _next_tail() -> int:
    """One more than the last one of this process, then chance: other processes count from elsewhere."""
    return (next(_made) & (1 << 32) - 1) << 30 | int.from_bytes(os.urandom(4)) >> 2


def _next_tick() -> int:
    """Nanoseconds since the epoch, at least one fraction step after the last call in this process."""
    global _last
    with _lock:
        _last = max(time.time_ns(), _last + 245)
        return _last
