"""From all that is shown, no count under five can be computed: not in a table, not by laying tables over each other."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cordee.core.errors import Invalid
from cordee.insights.disclosure.differencing import Taken, too_close
from cordee.insights.disclosure.hiding import FEWEST, hidden_in, hidden_in_rows
from cordee.insights.disclosure.periods import weeks_before, whole_weeks

counts = st.lists(st.integers(0, 12), min_size=1, max_size=6)
tables = st.tuples(st.integers(2, 3), st.integers(2, 3)).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(0, 9), min_size=size[0], max_size=size[0]), min_size=size[1], max_size=size[1]
    )
)


@given(counts)
def test_a_table_with_its_total_tells_no_small_count(cells: list[int]) -> None:
    """Whoever knows the total, what is shown, and that what is hidden is somebody, has two answers for each."""
    total = len(cells)
    hidden = hidden_in([*cells, sum(cells)], [(range(total), total)])
    assert all(place in hidden for place, count in enumerate(cells) if 0 < count < FEWEST)
    if total in hidden or not hidden:
        return
    unknown = sorted(hidden)
    left = sum(cells[place] for place in unknown)
    assert left >= FEWEST
    assume(len(unknown) <= 4)
    answers = [
        (*guess, left - sum(guess))
        for guess in itertools.product(range(1, min(left, 9)), repeat=len(unknown) - 1)
        if left - sum(guess) >= 1
    ]
    for at in range(len(unknown)):
        assert len({answer[at] for answer in answers}) > 1


@settings(max_examples=60)
@given(tables)
def test_a_table_with_all_its_totals_tells_no_small_count(table: list[list[int]]) -> None:
    """A change of what is hidden that keeps all that is shown exists for each small cell: it cannot be computed."""
    cells, rows, columns = hidden_in_rows(table)
    small = [(y, x) for y, row in enumerate(table) for x, count in enumerate(row) if 0 < count < FEWEST]
    assert set(small) <= cells
    spots = sorted(cells)
    assume(len(spots) <= 7)
    moves = [
        dict(zip(spots, move, strict=True))
        for move in itertools.product((-1, 0, 1), repeat=len(spots))
        if _keeps(dict(zip(spots, move, strict=True)), rows, columns, len(table), len(table[0]))
    ]
    for spot in small:
        assert any(move[spot] for move in moves) or _more_hidden(spot, rows, columns)


def _keeps(move: dict, rows: frozenset, columns: frozenset, height: int, width: int) -> bool:
    for y in set(range(height)) - rows:
        if sum(step for (at, _x), step in move.items() if at == y):
            return False
    return not any(
        sum(step for (_y, at), step in move.items() if at == x) for x in set(range(width)) - columns
    )


def _more_hidden(spot: tuple[int, int], rows: frozenset, columns: frozenset) -> bool:
    """A hidden total frees its whole line: larger moves than by one exist."""
    return spot[0] in rows and spot[1] in columns


def test_examples_that_a_person_can_follow() -> None:
    assert hidden_in([3, 20, 8, 31], [(range(3), 3)]) == {0, 2}  # alone: the smallest other goes too
    assert hidden_in([2, 2, 20, 24], [(range(3), 3)]) == {0, 1, 2, 3} - {
        3
    }  # four people together are too few
    assert hidden_in([0, 9, 9], [(range(2), 2)]) == frozenset()  # nobody is nobody
    assert hidden_in([3, 0, 3], [(range(2), 2)]) == {0, 2}  # the total tells it: it goes
    assert hidden_in([3, 20, 8]) == {0}  # no total is shown
    # A unit of seven of which five are in the only unit below: the two others stay unknown.
    assert hidden_in([5, 2, 7], [((0, 1), 2)]) == {0, 1}


def taken(scope: str, people: str, figure: str = "participation", week: int = 0) -> Taken:
    since = date(2026, 3, 2) + timedelta(weeks=week)
    return Taken(figure, scope, frozenset(one.encode() for one in people), since, since + timedelta(weeks=4))


def test_two_scopes_that_differ_by_a_handful_are_not_both_taken() -> None:
    unit = taken("unit:a", "abcdefghijkl")
    assert too_close(taken("space:b", "abcdefghij"), [unit]) == unit
    assert too_close(taken("space:b", "abcdef"), [unit]) is None
    assert too_close(taken("space:b", "abcdefghijkl"), [unit]) is None
    assert too_close(taken("space:b", "abcdefghij", figure="answered"), [unit]) is None
    assert too_close(taken("space:b", "abcdefghij", week=4), [unit]) is None
    assert too_close(taken("space:b", "abcdefghij", week=3), [unit]) == unit
    # Somebody left, and the same weeks are asked again; next week's figure is another.
    assert too_close(taken("unit:a", "abcdefghijk"), [unit]) == unit
    assert too_close(taken("unit:a", "abcdefghijk", week=1), [unit]) is None


def test_a_whole_minus_its_parts_is_a_subtraction_too() -> None:
    north, south = taken("unit:n", "abcdefgh"), taken("unit:s", "ijklmnop")
    everyone = taken("organisation", "abcdefghijklmnopqr")
    assert too_close(everyone, [north, south]) is not None
    assert too_close(south, [north, everyone]) is not None
    assert too_close(taken("organisation", "abcdefghijklmnop"), [north, south]) is None


people = st.frozensets(st.integers(0, 15).map(lambda number: bytes([number])), min_size=5)


@given(st.lists(people, max_size=6))
def test_whatever_is_asked_what_was_given_never_differs_by_a_handful(asked: list[frozenset[bytes]]) -> None:
    given_out: list[Taken] = []
    for number, who in enumerate(asked):
        new = Taken("f", f"scope:{number}", who, date(2026, 3, 2), date(2026, 3, 9))
        if too_close(new, given_out) is None:
            given_out.append(new)
    for one, other in itertools.combinations(given_out, 2):
        assert not 0 < len(one.people ^ other.people) < FEWEST


def test_periods_are_whole_weeks() -> None:
    monday = date(2026, 3, 2)
    assert whole_weeks(monday, monday + timedelta(weeks=4))
    assert weeks_before(date(2026, 3, 5), 4) == (date(2026, 2, 2), monday)
    for since, until in ((monday, monday), (monday, date(2026, 3, 10)), (date(2026, 3, 3), monday + timedelta(weeks=1)),
                         (monday, monday + timedelta(weeks=54))):  # fmt: skip
        with pytest.raises(Invalid):
            whole_weeks(since, until)
