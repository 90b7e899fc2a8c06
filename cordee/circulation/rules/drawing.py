"""Groups of people as circles that do not overlap, and people as dots within: computed once, shown many times.

igraph is loaded here alone, by the job: a page never waits for it.
"""

import math
import random
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from typing import Any, TypeVar

Who = TypeVar("Who", bound=Hashable)
Pair = tuple[Who, Who]

RESOLUTION = 1.5  # of modularity: small groups stay apart
SIZE = 1000.0  # of the drawing
GAP = 46.0  # where names stand, and flows are seen
SEED = 20261127  # what is given in the same order stands in the same place


def communities(people: Sequence[Who], weights: Mapping[tuple[Who, Who], float]) -> dict[Who, int]:
    """Who turns to whom more than to others: Leiden (Traag, Waltman, van Eck 2019), the largest group first."""
    import igraph

    place = {person: number for number, person in enumerate(people)}
    pairs = sorted((place[a], place[b]) for a, b in weights)
    named = {(place[a], place[b]): weight for (a, b), weight in weights.items()}
    _always_the_same(igraph)
    graph = igraph.Graph(n=len(people), edges=pairs)
    found = graph.community_leiden(
        objective_function="modularity",
        weights=[named[one] for one in pairs],
        resolution=RESOLUTION,
        n_iterations=-1,
    ).membership
    sizes: dict[int, int] = defaultdict(int)
    for name in found:
        sizes[name] += 1
    order = {name: number for number, name in enumerate(sorted(sizes, key=lambda one: (-sizes[one], one)))}
    return {person: order[found[number]] for number, person in enumerate(people)}


def _always_the_same(igraph: Any) -> None:
    igraph.set_random_number_generator(random.Random(SEED))  # noqa: S311 (no secret: the same picture again)


def circles(sizes: Sequence[int], flows: Mapping[tuple[int, int], float]) -> list[tuple[float, float, float]]:
    """Where the circle of each group stands, and its radius: near to those it exchanges with, touching none."""
    import igraph

    if not sizes:
        return []
    whole = sum(sizes)
    radius = [max(16.0, SIZE * 0.29 * math.sqrt(size / whole)) for size in sizes]
    _always_the_same(igraph)
    graph = igraph.Graph(n=len(sizes), edges=sorted(flows))
    weights = [1 + math.log1p(flows[one]) for one in sorted(flows)]
    start = [[math.cos(n * 2.4) * (n + 1), math.sin(n * 2.4) * (n + 1)] for n in range(len(sizes))]
    placed = graph.layout_fruchterman_reingold(weights=weights or None, seed=start, niter=500).coords
    span = max((abs(one) for point in placed for one in point), default=1.0) or 1.0
    points = [[x / span * SIZE / 2, y / span * SIZE / 2] for x, y in placed]
    _apart(points, radius)
    return _framed(points, radius)


def _apart(points: list[list[float]], radius: Sequence[float]) -> None:
    """Push what overlaps apart, and draw all towards the middle, until nothing moves much."""
    for turn in range(400):
        moved = 0.0
        for one in range(len(points)):
            for other in range(one + 1, len(points)):
                x, y = points[other][0] - points[one][0], points[other][1] - points[one][1]
                distance = math.hypot(x, y) or 0.01
                lack = radius[one] + radius[other] + GAP - distance
                if lack > 0:
                    shift = lack / distance / 2
                    points[one][0] -= x * shift
                    points[one][1] -= y * shift
                    points[other][0] += x * shift
                    points[other][1] += y * shift
                    moved = max(moved, lack)
        if turn > 20 and moved < 0.5:
            break
        if turn < 200:
            for point in points:
                point[0] *= 0.985
                point[1] *= 0.975  # wider than high


def _framed(points: Sequence[Sequence[float]], radius: Sequence[float]) -> list[tuple[float, float, float]]:
    left = min(point[0] - r for point, r in zip(points, radius, strict=True))
    top = min(point[1] - r for point, r in zip(points, radius, strict=True))
    right = max(point[0] + r for point, r in zip(points, radius, strict=True))
    scale = SIZE / max(right - left, 1.0)
    return [
        (round((x - left) * scale, 1), round((y - top) * scale, 1), round(r * scale, 1))
        for (x, y), r in zip(points, radius, strict=True)
    ]


def dots(members: Sequence[Who], links: Sequence[tuple[Who, Who]]) -> dict[Who, tuple[float, float]]:
    """Where each person stands in their circle, as shares of its radius: near those they have to do with."""
    import igraph

    place = {person: number for number, person in enumerate(members)}
    edges = sorted({(place[a], place[b]) for a, b in links if a in place and b in place and a != b})
    turn = math.pi * (3 - math.sqrt(5))
    spiral = [(math.sqrt((n + 0.5) / len(members)), n * turn) for n in range(len(members))]
    even = [[r * math.cos(angle), r * math.sin(angle)] for r, angle in spiral]
    if not edges:
        return {one: (round(even[n][0] * 0.86, 3), round(even[n][1] * 0.86, 3)) for one, n in place.items()}
    _always_the_same(igraph)
    graph = igraph.Graph(n=len(members), edges=edges)
    found = graph.layout_fruchterman_reingold(seed=even, niter=200).coords
    # Only the order of nearness to the middle and the direction are kept: the circle is filled evenly.
    x, y = (sum(point[axis] for point in found) / len(found) for axis in (0, 1))
    order = sorted(range(len(found)), key=lambda n: math.hypot(found[n][0] - x, found[n][1] - y))
    placed: dict[Who, tuple[float, float]] = {}
    for rank, n in enumerate(order):
        angle = math.atan2(found[n][1] - y, found[n][0] - x)
        far = math.sqrt((rank + 0.5) / len(order)) * 0.86
        placed[members[n]] = (round(far * math.cos(angle), 3), round(far * math.sin(angle), 3))
    return placed
