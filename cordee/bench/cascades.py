"""Planted cascades: people in communities, a few who bridge them, practices that travel along ties, and noise."""

import heapq
import random
from collections import defaultdict
from dataclasses import dataclass, field

from cordee.circulation.rules.passing import Contact, Stage, Step

DAYS = 180.0
PEOPLE, PRACTICES = 500, 50


@dataclass
class World:
    """What was planted (``community``, ``bridging``), and what can be seen of it."""

    community: dict[int, int]
    bridging: set[int]
    contacts: list[Contact[int]] = field(default_factory=list)
    practices: list[tuple[int, float, list[Step[int]]]] = field(default_factory=list)
    given: set[tuple[int, int, int]] = field(default_factory=set)  # practice, giver, taker, as it was


def planted(seed: int, *, noise: float = 0.1, said: float = 0.2, bridging: int = 24) -> World:
    """A world of that seed. ``noise``: the share of contacts and of uptakes that follow no tie; ``said``: of uptakes that
    name whom they are from.
    """
    draw = random.Random(seed)
    community: dict[int, int] = {}
    name = 0
    while left := PEOPLE - len(community):
        size = draw.randint(20, 60)
        size = left if left - size < 20 else size  # no group smaller than twenty
        community |= dict.fromkeys(range(len(community), len(community) + size), name)
        name += 1
    members: dict[int, list[int]] = defaultdict(list)
    for person, name in community.items():
        members[name].append(person)
    ties: dict[int, set[int]] = defaultdict(set)
    for group in members.values():
        for person in group:
            for other in draw.sample(group, min(4, len(group))):
                if other != person:
                    ties[person].add(other)
                    ties[other].add(person)
    across: dict[int, set[int]] = defaultdict(set)
    chosen = draw.sample(sorted(community), bridging)
    for person in chosen:
        target = draw.choice([name for name in members if name != community[person]])
        pool = [one for one in members[target] if one not in chosen]
        for other in draw.sample(pool, min(draw.randint(4, 7), len(pool))):
            across[person].add(other)
            across[other].add(person)
    world = World(community, set(chosen))
    _meet(world, draw, ties, across, noise)
    for number in range(PRACTICES):
        _travel(world, draw, number, ties, across, noise, said)
    return world


def _meet(world: World, draw: random.Random, ties: dict, across: dict, noise: float) -> None:
    people = sorted(world.community)
    for links in (ties, across):
        for person in sorted(links):
            for other in sorted(links[person]):
                for _time in range(_poisson(draw, 2.5)):
                    world.contacts.append(
                        Contact(person, other, draw.uniform(0, DAYS), draw.choice((0.5, 1.0, 2.0)))
                    )
    for _one in range(int(len(world.contacts) * noise)):
        person, other = draw.sample(people, 2)
        world.contacts.append(Contact(person, other, draw.uniform(0, DAYS), draw.choice((0.5, 1.0, 2.0))))


def _travel(
    world: World, draw: random.Random, number: int, ties: dict, across: dict, noise: float, said: float
) -> None:
    """One practice, from its author along ties; who bridges is likelier to take it over."""
    author, begun = draw.choice(sorted(world.community)), draw.uniform(20, 80)
    reached: dict[int, float] = {author: begun}
    steps: list[Step[int]] = []
    waiting = [(begun, author)]
    while waiting:
        at, person = heapq.heappop(waiting)
        for links, chance in ((ties, 0.22), (across, 0.45)):
            for other in sorted(links[person]):
                when = at + draw.expovariate(1 / 8)
                if other in reached or draw.random() > chance or when > DAYS or len(reached) > 150:
                    continue
                reached[other] = when
                world.given.add((number, person, other))
                steps.append(Step(other, Stage.SEEN, when - draw.uniform(0, 1)))
                if draw.random() < 0.85:
                    named = person if draw.random() < said else None
                    stage = draw.choice((Stage.TRIED, Stage.TRIED, Stage.ADAPTED, Stage.TAUGHT))
                    steps.append(Step(other, stage, when, named))
                    heapq.heappush(waiting, (when, other))
    others = [one for one in sorted(world.community) if one not in reached]
    for other in draw.sample(others, min(len(others), int(len(reached) * noise))):
        steps.append(Step(other, draw.choice((Stage.SEEN, Stage.TRIED)), draw.uniform(begun, DAYS)))
    world.practices.append((author, begun, steps))


def _poisson(draw: random.Random, mean: float) -> int:
    at, count = draw.expovariate(mean), 0
    while at < 1:
        count += 1
        at += draw.expovariate(mean)
    return count
