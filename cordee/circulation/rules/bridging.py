"""Who brings practices over from one group of people to another.

A practice crosses where giver and taker are of two groups. Those who bridge are the fewest people who account for the
crossings: again and again whoever stands at most of those that are left, counted once a practice and other person, as
long as there are enough of them to be no chance. It is the greedy cover of a graph; whoever merely receives from
somebody who bridges is explained by them. docs/decisions/circulation.md measures it against betweenness and Burt's
constraint.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Who = TypeVar("Who", bound=Hashable)

FEWEST = 3  # crossings left to explain between the same two groups: fewer can be chance
PRACTICES = 2  # of so many practices at least


@dataclass(frozen=True, slots=True)
class Bridge(Generic[Who]):
    """Somebody brought ``practices`` over, by ``crossings`` passings, between their group and ``groups``."""

    person: Who
    crossings: int
    practices: int
    groups: frozenset[int]


def bridges(
    crossing: Iterable[tuple[object, Who, Who]],
    group: Mapping[Who, int],
    fewest: int = FEWEST,
    practices: int = PRACTICES,
) -> list[Bridge[Who]]:
    """``crossing`` are practice, giver, taker. Those who bridge, whoever explains most first."""
    at: dict[Who, set[tuple[object, Who, Who]]] = defaultdict(set)
    for one in crossing:
        _practice, giver, taker = one
        if giver in group and taker in group and group[giver] != group[taker]:
            at[giver].add(one)
            at[taker].add(one)
    found: list[Bridge[Who]] = []
    while at:
        # As many crossings: of more practices; then by name, so that the same data gives the same answer.
        person = max(at, key=lambda who: (len(at[who]), len({one[0] for one in at[who]}), str(who)))
        mine = at.pop(person)
        if len(mine) < fewest:
            break
        with_group: dict[int, set[tuple[object, Who, Who]]] = defaultdict(set)
        for one in mine:
            with_group[group[one[2] if one[1] == person else one[1]]].add(one)
        often = {
            name: some
            for name, some in with_group.items()
            if len(some) >= fewest and len({one[0] for one in some}) >= practices
        }
        if not often:
            continue
        brought = {one[0] for one in mine}
        found.append(Bridge(person, len(mine), len(brought), frozenset(often)))
        for one in mine:
            _practice, giver, taker = one
            other = taker if giver == person else giver
            if other in at:
                at[other].discard(one)
                if not at[other]:
                    del at[other]
    return found
