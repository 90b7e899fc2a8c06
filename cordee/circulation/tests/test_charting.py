"""A drawing that is nobody: order by chance alone, steps of five, no links among few, nothing that rests on readings."""

import random
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import pytest

from cordee.circulation import charting
from cordee.circulation.charting import drawn
from cordee.circulation.rules import drawing
from cordee.circulation.rules.passing import Contact

Edge = tuple[int, int]
CHAIN = [(one, one + 1) for one in range(19)]  # who is at its end could be told from the others


def ids(seed: int | None = None, size: int = 20) -> list[UUID]:
    """The identifiers of people, each at the place of who it is; with ``seed``, dealt out otherwise."""
    dealt = [UUID(int=one + 1) for one in range(size)]
    if seed is not None:
        random.Random(seed).shuffle(dealt)
    return dealt


class Told:
    """Chance that puts people in an order that the test tells."""

    def __init__(self, who: Sequence[UUID], seed: int) -> None:
        ranks = list(range(len(who)))
        random.Random(seed).shuffle(ranks)
        self.rank = dict(zip(who, ranks, strict=True))

    def shuffle(self, some: list[UUID]) -> None:
        """As ``random.shuffle``."""
        some.sort(key=self.rank.__getitem__)


def chart(
    who: Sequence[UUID],
    edges: Sequence[Edge],
    moving: Sequence[int] = (),
    of: Mapping[int, int] | None = None,
) -> dict[str, Any]:
    """The drawing of people of one unit, or of those of ``of``, who exchanged along ``edges``."""
    group = {one: (of or {}).get(n, 0) for n, one in enumerate(who)}
    weights = {(min(who[a], who[b]), max(who[a], who[b])): 1.0 for a, b in edges}
    contacts = [Contact(who[a], who[b], 1.0, 2.0) for a, b in edges]
    names = [{"unit": str(UUID(int=99 - n))} for n in range(max(group.values()) + 1)]
    return drawn(sorted(who), group, names, weights, {who[n] for n in moving}, [], contacts)


def test_with_the_same_chance_other_identifiers_give_the_same_drawing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    moving = range(3, 10)

    def told(seed: int | None, chance: int) -> dict[str, Any]:
        monkeypatch.setattr(charting, "CHANCE", Told(ids(seed), chance))
        return chart(ids(seed), CHAIN, moving)

    assert told(None, 1) == told(7, 1) == told(8, 1)
    assert told(None, 1) != told(None, 2)


def test_with_the_same_identifiers_each_night_gives_another_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[Sequence[int], Sequence[Edge]]] = []

    def noted(members: Sequence[int], links: Sequence[Edge]) -> dict[int, tuple[float, float]]:
        seen.append((members, links))
        return dots(members, links)

    dots = drawing.dots
    monkeypatch.setattr(drawing, "dots", noted)
    nights = [chart(ids(), CHAIN) for _night in range(3)]
    assert nights[0] != nights[1] != nights[2]
    assert all(list(members) == list(range(20)) for members, _links in seen)  # the layout never sees who
    assert all(sorted(links) != CHAIN for _members, links in seen)


def test_what_is_written_goes_from_left_to_right() -> None:
    (group,) = chart(ids(), CHAIN, range(10))["groups"]
    assert group["dots"] == sorted(group["dots"])
    assert group["links"] == sorted(group["links"])
    assert all(a < b for a, b in group["links"])
    assert "unit" in group and len(group["links"]) == len(CHAIN)


@pytest.mark.parametrize(("size", "dots", "links"), [(5, 5, False), (9, 5, False), (10, 10, True)])
def test_among_fewer_than_ten_nobody_is_linked(size: int, dots: int, links: bool) -> None:
    everybody = [(a, b) for b in range(size) for a in range(b)]
    (group,) = chart(ids(size=size), everybody)["groups"]
    assert (len(group["dots"]), bool(group["links"])) == (dots, links)


def test_few_people_are_placed_as_if_nothing_linked_them() -> None:
    star = [(0, other) for other in range(1, 7)]
    assert chart(ids(size=7), star)["groups"][0]["dots"] == chart(ids(size=7), [])["groups"][0]["dots"]


def test_nothing_tells_more_than_a_step_of_five() -> None:
    def told(first: int, second: int, moving: int, times: int) -> dict[str, Any]:
        people = first + second
        of = {n: int(n >= first) for n in range(people)}
        between = [(n % first, first + n % second) for n in range(times)]
        return chart(ids(size=people), between, range(moving), of)

    steps = [told(6, 5, 5, 15), told(5, 8, 5, 19), told(7, 7, 5, 17)]
    assert steps[0] == steps[1] == steps[2]
    assert [one["people"] for one in steps[0]["groups"]] == [5, 5]
    assert steps[0]["flows"][0]["exchanges"] == 15


def test_fewer_than_five_who_took_up_are_drawn_as_the_others() -> None:
    for moving, drawn_so in ((4, 0), (5, 5), (9, 5), (12, 10)):
        (group,) = chart(ids(), CHAIN, range(moving))["groups"]
        assert sum(one[2] for one in group["dots"]) == drawn_so
