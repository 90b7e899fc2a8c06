"""Reads of the ground."""

import time

from cordee.core.models import Organisation

KEPT_FOR = 30.0  # seconds: another process may have renamed the organisation
_kept: tuple[float, Organisation | None] = (0.0, None)


def organisation() -> Organisation:
    """The organisation of this installation (an unnamed one before it is set up), kept a few seconds a process."""
    global _kept
    read_at, row = _kept
    if row is None or time.monotonic() - read_at > KEPT_FOR:
        row = Organisation.objects.first()
        if row is None:  # about to be named, by whom everyone follows at once
            return Organisation(name="Cordée")
        _kept = (time.monotonic(), row)
    return row


def forget_organisation() -> None:
    """Read it again at the next call (it changed, or a test made another)."""
    global _kept
    _kept = (0.0, None)
