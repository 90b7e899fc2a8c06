"""The drawing of a scope: groups as circles, what flows between them, people as dots that are nobody.

What is stored is what a page may say. Numbers are in steps of five, people stand in an order of chance, and nothing rests
on readings. docs/decisions/circulation.md says against whom.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from secrets import SystemRandom
from typing import Any
from uuid import UUID

from cordee.circulation.rules import drawing
from cordee.circulation.rules.passing import Contact
from cordee.insights.figures import FEWEST, stepped

CHANCE = SystemRandom()  # a seed that can be guessed would give the order of people back
MOST_LINKS = 3  # drawn of a person, the strongest
LINKED_FROM = 10  # people of a group: among fewer, whom each exchanges with tells who they are

Names = Mapping[str, str]
Weights = Mapping[tuple[UUID, UUID], float]
Crossing = tuple[UUID, UUID | None, UUID]


@dataclass(frozen=True, slots=True)
class Flow:
    """What goes from one group to another: passings of practices, exchanges, and how many people have a part in it."""

    passings: int
    exchanges: int
    people: int


def drawn(
    people: Iterable[UUID],
    group: Mapping[UUID, int],
    names: Sequence[Names],
    weights: Weights,
    moving: set[UUID],
    crossing: Sequence[Crossing],
    contacts: Iterable[Contact[UUID]],
) -> dict[str, Any]:
    """Groups of five people and more, and flows of which five are part. ``moving``: who took up or passed on."""
    order = list(people)
    CHANCE.shuffle(order)
    members: dict[int, list[UUID]] = defaultdict(list)
    for one in order:
        members[group[one]].append(one)
    # The exact size would tell which of two groups of one step is the larger.
    shown = sorted(
        (number for number, some in members.items() if len(some) >= FEWEST),
        key=lambda number: (
            "rest" in names[number], -stepped(len(members[number])), *names[number].values(),
        ),
    )  # fmt: skip
    place = {number: n for n, number in enumerate(shown)}
    flows = _flows(group, place, crossing, contacts)
    pull: Counter[tuple[int, int]] = Counter()
    for (a, b), flow in flows.items():
        if a != b:
            pull[min(a, b), max(a, b)] += flow.passings * 3 + flow.exchanges
    rings = drawing.circles([stepped(len(members[number])) for number in shown], pull)
    groups = []
    for number, (x, y, r) in zip(shown, rings, strict=True):
        dots, links = _inside(members[number], weights, moving)
        own = flows.get((place[number], place[number]))
        groups.append(
            {
                **names[number],
                "people": len(dots),
                "x": x,
                "y": y,
                "r": r,
                "passings": own.passings if own else 0,
                "dots": dots,
                "links": links,
            }
        )
    return {
        "groups": groups,
        "flows": [
            {"from": a, "to": b, "passings": one.passings, "exchanges": one.exchanges, "people": one.people}
            for (a, b), one in sorted(flows.items())
            if a != b
        ],
        "left_out": sum(len(some) for number, some in members.items() if number not in place),
    }


def _inside(
    members: Sequence[UUID], weights: Weights, moving: set[UUID]
) -> tuple[list[list[float]], list[list[int]]]:
    """The dots of a group and the links between them; ``members`` in an order of chance.

    Dots, and those of them that move, go down to a step of five. Both are written from left to right.
    """
    movers = [one for one in members if one in moving]
    ahead = dict.fromkeys(movers[: stepped(len(movers))])
    number = {one: n for n, one in enumerate([*(ahead | dict.fromkeys(members))][: stepped(len(members))])}
    links = _links(number, weights) if len(number) >= LINKED_FROM else []
    spots = drawing.dots(range(len(number)), links)
    order = sorted(spots, key=lambda n: spots[n])
    place = {n: at for at, n in enumerate(order)}
    dots = [[*spots[n], int(n < len(ahead))] for n in order]
    return dots, sorted(sorted((place[a], place[b])) for a, b in links)


def _links(number: Mapping[UUID, int], weights: Weights) -> list[tuple[int, int]]:
    """Who has to do with whom within a group: each one's strongest links, so that a drawing stays a drawing.

    Of links that weigh the same, chance keeps some: numbers are given by it.
    """
    of: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (a, b), weight in weights.items():
        if a in number and b in number:
            of[number[a]].append((weight, number[b]))
            of[number[b]].append((weight, number[a]))
    kept = {
        (min(one, other), max(one, other))
        for one, some in of.items()
        for _weight, other in sorted(some, reverse=True)[:MOST_LINKS]
    }
    return sorted(kept)


def _flows(
    group: Mapping[UUID, int],
    place: Mapping[int, int],
    crossing: Iterable[Crossing],
    contacts: Iterable[Contact[UUID]],
) -> dict[tuple[int, int], Flow]:
    """Those of which five people are part, in steps of five."""
    passings, exchanges = Counter[tuple[int, int]](), Counter[tuple[int, int]]()
    people: dict[tuple[int, int], set[UUID]] = defaultdict(set)

    def between(a: UUID | None, b: UUID) -> tuple[int, int] | None:
        one, other = place.get(group.get(a, -1)) if a else None, place.get(group.get(b, -1))
        return None if one is None or other is None else (one, other)

    for _key, giver, taker in crossing:
        if (pair := between(giver, taker)) and giver:
            passings[pair] += 1
            people[pair] |= {giver, taker}
    for one in contacts:
        if pair := between(one.other, one.person):  # who is turned to gives
            exchanges[pair] += 1
            people[pair] |= {one.person, one.other}
    return {
        pair: Flow(stepped(passings[pair]), stepped(exchanges[pair]), stepped(len(some)))
        for pair, some in people.items()
        if len(some) >= FEWEST
    }
