"""Who has it from whom, how far it went, and who bridges: rules on plain numbers."""

from hypothesis import given, settings
from hypothesis import strategies as some

from cordee.circulation.rules.bridging import bridges
from cordee.circulation.rules.drawing import circles, communities, dots
from cordee.circulation.rules.figures import travelled
from cordee.circulation.rules.passing import Contact, Contacts, Stage, Step, passings

NOBODY: Contacts[int] = Contacts(())


def tried(person: int, at: float, said: int | None = None) -> Step[int]:
    return Step(person, Stage.TRIED, at, said)


def test_what_an_act_says_goes_before_what_is_likely() -> None:
    talks = Contacts([Contact(3, 2, 5.0, 2.0)])
    found = passings(1, 0.0, [tried(2, 1.0), tried(3, 6.0, said=1)], talks)
    assert [(one.taker, one.giver, one.said, one.depth) for one in found] == [
        (2, None, False, 1),
        (3, 1, True, 1),
    ]


def test_else_the_carrier_that_most_links_them_to_before_that_moment() -> None:
    talks = Contacts([Contact(3, 2, 5.0, 2.0), Contact(3, 1, 1.0, 2.0), Contact(3, 1, 9.0, 50.0)])
    found = passings(1, 0.0, [tried(2, 1.0, said=1), tried(3, 6.0)], talks)
    assert (found[1].giver, found[1].said, found[1].depth) == (2, False, 2)


def test_who_only_saw_it_carries_nothing_and_whoever_nothing_links_has_it_from_the_text() -> None:
    talks = Contacts([Contact(3, 2, 1.0, 9.0)])
    found = passings(1, 0.0, [Step(2, Stage.SEEN, 1.0), tried(3, 2.0)], talks)
    assert [one.giver for one in found] == [None, None]


def test_a_unit_in_common_links_a_little() -> None:
    found = passings(1, 0.0, [tried(2, 1.0)], Contacts((), {1: "a", 2: "a"}))
    assert found[0].giver == 1


def test_the_figures_of_a_practice() -> None:
    unit = (
        dict.fromkeys(range(1, 4), "a") | dict.fromkeys(range(4, 9), "b") | dict.fromkeys(range(9, 14), "c")
    )
    steps = [Step(one, Stage.SEEN, 1.0) for one in range(2, 14)]
    steps += [tried(2, 2.0, 1), tried(3, 3.0, 2), tried(4, 4.0, 3), tried(5, 20.0, 4), tried(6, 40.0, 4)]
    steps += [Step(4, Stage.ADAPTED, 5.0)]
    told = travelled(1, 0.0, steps, passings(1, 0.0, steps, NOBODY), unit, {})
    assert [told.reach[stage] for stage in Stage] == [12, 5, 1, 0]
    assert (told.depth, told.units, told.unit_hops, told.half_life) == (4, 2, 1, 4.0)
    assert (told.stops, told.lost, told.border) == (Stage.TRIED, 4, "c")


steps = some.lists(
    some.builds(
        Step,
        some.integers(0, 12),
        some.sampled_from(list(Stage)),
        some.floats(0, 100),
        some.none() | some.integers(0, 12),
    ),
    max_size=40,
)
meetings = some.lists(
    some.builds(
        Contact, some.integers(0, 12), some.integers(0, 12), some.floats(0, 100), some.floats(0.5, 3)
    ),
    max_size=40,
)


@given(steps=steps, met=meetings)
@settings(max_examples=60)
def test_a_practice_travels_as_a_tree_in_time(steps: list[Step[int]], met: list[Contact[int]]) -> None:
    found = passings(0, 0.0, steps, Contacts(met))
    assert len({one.taker for one in found}) == len(found) == len({one.person for one in steps} - {0})
    at = {one.taker: one.at for one in found}
    for one in found:
        assert one.giver != one.taker
        assert one.taker != 0
        if not one.said and one.giver not in (None, 0):
            assert at[one.giver] <= one.at
    told = travelled(0, 0.0, steps, found, {}, {})
    reach = [told.reach[stage] for stage in Stage]
    assert reach == sorted(reach, reverse=True)
    assert reach[0] == len(found)


def test_whoever_receives_from_who_bridges_is_explained_by_them() -> None:
    group = dict.fromkeys(range(10), 0) | dict.fromkeys(range(10, 20), 1)
    crossing = [(practice, 0, 10 + practice) for practice in range(5)] + [(9, 3, 14), (9, 1, 2)]
    found = bridges(crossing, group)
    assert [(one.person, one.crossings, one.practices, one.groups) for one in found] == [(0, 5, 5, {1})]


def test_one_practice_is_no_bridge_however_many_take_it() -> None:
    group = dict.fromkeys(range(10), 0) | dict.fromkeys(range(10, 20), 1)
    assert bridges([(1, 0, taker) for taker in range(10, 20)], group) == []


def test_groups_are_found_and_drawn_apart_in_the_same_place_each_time() -> None:
    weights = {(a, b): 1.0 for n in (0, 10, 20) for a in range(n, n + 10) for b in range(a + 1, n + 10)}
    weights[9, 10] = 0.5
    found = communities(list(range(30)), weights)
    assert sorted(set(found.values())) == [0, 1, 2]
    assert len({found[one] for one in range(10)}) == 1
    rings = circles([10, 10, 10, 5], {(0, 1): 3.0})
    assert rings == circles([10, 10, 10, 5], {(0, 1): 3.0})
    for one in range(4):
        for other in range(one):
            (x, y, r), (v, w, s) = rings[one], rings[other]
            assert ((x - v) ** 2 + (y - w) ** 2) ** 0.5 > r + s
    spots = dots(list(range(10)), list(weights))
    assert all(x * x + y * y < 1 for x, y in spots.values())
    assert circles([], {}) == []
