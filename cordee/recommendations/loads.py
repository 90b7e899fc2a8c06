"""How much people were asked lately: counted by who asks them, a room above this one."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from uuid import UUID

Counter = Callable[[Collection[UUID], datetime], Mapping[UUID, int]]
_counters: list[Counter] = []


def register(counter: Counter) -> None:
    """Make known who counts (the room that asks calls this when it is ready)."""
    _counters.append(counter)


def asked_lately(people: Collection[UUID], now: datetime) -> dict[UUID, int]:
    """How many questions each person was asked in the last week; as many queries as there are counters."""
    asked = dict.fromkeys(people, 0)
    for counter in _counters:
        for person, times in counter(people, now).items():
            asked[person] = asked.get(person, 0) + times
    return asked
