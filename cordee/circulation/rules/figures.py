"""What is said of a practice's travel. Each figure is defined where it is made; words.py tells it on the page."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Generic, TypeVar

from cordee.circulation.rules.passing import Passing, Stage, Step
from cordee.insights.figures import FEWEST, stepped

Who = TypeVar("Who", bound=Hashable)
Place = TypeVar("Place", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Travelled(Generic[Place]):
    """``reach``: people who came at least so far; ``depth``: the longest chain of who tried it; ``half_life``: days.

    Hops are passings between people of two units, of two spaces. ``stops``: the stage that most do not go beyond, with
    how many; ``border``: a unit in which five people saw it at least and nobody tried it.
    """

    reach: Mapping[Stage, int]
    depth: int
    units: int
    unit_hops: int
    spaces: int
    space_hops: int
    said: int
    half_life: float | None
    stops: Stage | None
    lost: int
    border: Place | None


def travelled(
    author: Who | None,
    shared_at: float,
    steps: Sequence[Step[Who]],
    passed: Sequence[Passing[Who]],
    unit: Mapping[Who, Place],
    home: Mapping[Who, Place],
) -> Travelled[Place]:
    """The figures of one practice. Who shared it counts among nobody who was reached."""
    furthest: dict[Who, Stage] = {}
    for step in steps:
        if step.person != author:
            furthest[step.person] = max(step.stage, furthest.get(step.person, Stage.SEEN))
    reach = {stage: sum(far >= stage for far in furthest.values()) for stage in Stage}
    taken = [one for one in passed if one.stage >= Stage.TRIED]
    stops, lost = _stops(reach)
    takers = {one.taker for one in taken}
    return Travelled(
        reach=reach,
        depth=max((one.depth for one in taken), default=0),
        units=len({unit[one] for one in takers if one in unit}),
        unit_hops=sum(_crosses(one, unit) for one in taken),
        spaces=len({home[one] for one in takers if one in home}),
        space_hops=sum(_crosses(one, home) for one in taken),
        said=sum(one.said for one in taken),
        half_life=median(one.at - shared_at for one in taken) if len(taken) >= FEWEST else None,
        stops=stops,
        lost=lost,
        border=_border(furthest, unit),
    )


def _crosses(one: Passing[Who], place: Mapping[Who, Place]) -> bool:
    giver, taker = place.get(one.giver) if one.giver is not None else None, place.get(one.taker)
    return giver is not None and taker is not None and giver != taker


def _stops(reach: Mapping[Stage, int]) -> tuple[Stage | None, int]:
    """The step after which the smallest share goes on, where five came so far at least.

    Who saw it counts in steps of five, as it is said: else the answer would tell more of that number than the words.
    """
    of = dict(reach) | {Stage.SEEN: stepped(reach[Stage.SEEN])}
    steps = [
        (reach[later] / of[stage], stage)
        for stage, later in zip(list(Stage), list(Stage)[1:], strict=False)
        if reach[stage] >= FEWEST
    ]
    if not steps:
        return None, 0
    _share, stage = min(steps)
    return stage, reach[stage] - reach[Stage(stage + 1)]


def _border(furthest: Mapping[Who, Stage], unit: Mapping[Who, Place]) -> Place | None:
    saw = Counter(unit[one] for one in furthest if one in unit)
    tried = {unit[one] for one, far in furthest.items() if one in unit and far >= Stage.TRIED}
    closed = [
        (count, str(name), name) for name, count in saw.items() if count >= FEWEST and name not in tried
    ]
    return max(closed)[2] if closed else None
