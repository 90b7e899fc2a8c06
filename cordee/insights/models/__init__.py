"""What the readers of insights write: nobody else does, and all of it can be rebuilt."""

from cordee.insights.models.acts import Act, JournalAct, Kind, Mode, OutsideAct, Presence, Source
from cordee.insights.models.health import Arrival, Day, Keeper, Said
from cordee.insights.models.snapshots import Dirty, Scope, Snapshot

__all__ = [
    "Act",
    "Arrival",
    "Day",
    "Dirty",
    "JournalAct",
    "Keeper",
    "Kind",
    "Mode",
    "OutsideAct",
    "Presence",
    "Said",
    "Scope",
    "Snapshot",
    "Source",
]
