"""From what is told of units, at whatever depth, no group of one to four people can be computed."""

import itertools
from collections.abc import Iterator, Mapping

from hypothesis import given
from hypothesis import strategies as st

from cordee.insights.disclosure.hiding import FEWEST
from cordee.insights.disclosure.trees import TOP, Tree

SHOP, TEAM, MORNING, EVENING = range(1, 5)
Chart = tuple[dict[int, int], dict[int, int]]


def told_in(above: Mapping[int, int], people: Mapping[int, int]) -> set[int]:
    """All groups that are told, the top among them."""
    tree = Tree(above)
    return {group for group in (TOP, *above) if tree.tells(group, people)}


@st.composite
def trees(draw: st.DrawFn, *, moves: bool) -> Chart:
    """A chart of up to seven units; of each, and of the whole, how many are in it or below. Who moved is in two."""
    above: dict[int, int] = {}
    within: dict[int, set[int]] = {TOP: set()}
    number = 0
    for place in range(1, 1 + draw(st.integers(0, 7))):
        above[place] = draw(st.sampled_from([TOP, *above]))
        within[place] = set()
    for group in list(within):
        size = draw(st.integers(0, 12))
        _add(above, within, group, set(range(number, number + size)))
        number += size
    if moves and number:
        for group in list(above):
            _add(above, within, group, draw(st.sets(st.integers(0, number - 1), max_size=6)))
    return above, {group: len(people) for group, people in within.items()}


def _add(above: Mapping[int, int], within: dict[int, set[int]], group: int, people: set[int]) -> None:
    within[group] |= people
    while group != TOP:
        group = above[group]
        within[group] |= people


def taken_away(below: Mapping[int, list[int]], told: set[int], group: int) -> Iterator[tuple[int, ...]]:
    """Every choice of told groups below a group, none of which is a part of another."""
    each = [
        [*([(part,)] if part in told else []), *taken_away(below, told, part)]
        for part in below.get(group, [])
    ]
    for choice in itertools.product(*each):
        yield tuple(itertools.chain.from_iterable(choice))


def holds(above: Mapping[int, int], people: Mapping[int, int]) -> None:
    """Nothing that is told, and no difference of what is told, is about one to four people."""
    told = told_in(above, people)
    below = {group: [part for part in above if above[part] == group] for group in people}
    for group in told:
        assert people[group] >= FEWEST
        for parts in taken_away(below, told, group):
            left = people[group] - sum(people[part] for part in parts)
            assert left == 0 or left >= FEWEST, (group, parts)


@given(trees(moves=False))
def test_no_unit_less_units_below_it_leaves_one_to_four(tree: Chart) -> None:
    holds(*tree)


@given(trees(moves=True))
def test_nor_where_people_moved_and_count_in_two(tree: Chart) -> None:
    holds(*tree)


@given(trees(moves=False))
def test_what_no_difference_exposes_is_told(tree: Chart) -> None:
    """The whole always, and all units where in each, below it or not, nobody or five people stand."""
    above, people = tree
    told = told_in(above, people)
    assert (TOP in told) == (people[TOP] >= FEWEST)
    own = dict(people)
    for part, whole in above.items():
        own[whole] -= people[part]
    if all(count == 0 or count >= FEWEST for count in own.values()):
        assert told == {group for group, count in people.items() if count}


def test_examples_that_a_person_can_follow() -> None:
    above: dict[int, int] = {SHOP: TOP, TEAM: SHOP, MORNING: TEAM, EVENING: TEAM}
    # The team less both shifts is nobody, the shop less the team is two: neither the team nor both shifts.
    assert told_in(above, {TOP: 30, SHOP: 14, TEAM: 12, MORNING: 6, EVENING: 6}) == {TOP, SHOP, EVENING}
    # One stands in the team itself, two in the shop: three together would be told of, though neither alone.
    assert told_in(above, {TOP: 30, SHOP: 14, TEAM: 12, MORNING: 5, EVENING: 6}) == {TOP, SHOP, EVENING}
    # Nobody but the team: all may be told.
    assert told_in(above, {TOP: 30, SHOP: 12, TEAM: 12, MORNING: 6, EVENING: 6}) == {TOP, *above}
    # Two of the shop moved from one team to another: both teams together come to more than the shop.
    both: dict[int, int] = {SHOP: TOP, MORNING: SHOP, EVENING: SHOP}
    assert told_in(both, {TOP: 30, SHOP: 18, MORNING: 9, EVENING: 11}) == {TOP, SHOP, EVENING}
