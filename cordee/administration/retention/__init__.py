"""What is not kept for ever: each class of data, in words, and how its old rows go."""

from datetime import datetime, timedelta

from cordee.administration.retention.classes import CLASSES, Kept
from cordee.core.queries import organisation

CHOSEN = tuple(one for one in CLASSES if not one.fixed)
FIXED = tuple(one for one in CLASSES if one.fixed)

__all__ = ["CHOSEN", "CLASSES", "FIXED", "Kept", "days_kept", "forget_what_is_old"]


def days_kept(chosen: dict[str, int | None]) -> dict[str, int | None]:
    """For each class that one chooses, for how many days it is kept (None: for ever), as chosen or by default."""
    return {one.name: chosen.get(one.name, one.days) for one in CHOSEN}


def forget_what_is_old(now: datetime) -> dict[str, int]:
    """Let go of what has been kept for long enough; returns how many rows of each class went. Done twice it changes
    nothing.
    """
    days = {one.name: one.days for one in FIXED} | days_kept(organisation().retention)
    return {
        one.name: one.forget(now - timedelta(days=kept), now)
        for one in CLASSES
        if one.forget is not None and (kept := days[one.name]) is not None
    }
