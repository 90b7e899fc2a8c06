"""Which cells of a table of people are hidden, so that none under five can be computed from those that are shown.

A table is a list of counts with the sums that hold between them: (parts, whole). A plain table with a total is one sum; a
table with totals of rows and columns has one for each. A chart of units, where what is left is never shown: ``trees``.
"""

from collections.abc import Sequence
from fractions import Fraction

FEWEST = 5  # people
Sum = tuple[Sequence[int], int]


def hidden_in(counts: Sequence[int], sums: Sequence[Sum] = ()) -> frozenset[int]:
    """The places in ``counts`` that must stay "too few".

    First those between one and four. Then, until nothing under five can be computed: where those hidden of a sum are
    alone, or fewer than five together, or (as many people as cells) could be one each, the smallest other cell goes too;
    where there is none, the total itself. Zeros are shown: nobody is nobody.
    """
    hidden = {place for place, count in enumerate(counts) if 0 < count < FEWEST}
    while True:
        more = _exposed_in_a_sum(counts, sums, hidden) or _exposed_by_all(counts, sums, hidden)
        if not more:
            return frozenset(hidden)
        hidden |= more


def hidden_in_rows(
    table: Sequence[Sequence[int]],
) -> tuple[frozenset[tuple[int, int]], frozenset[int], frozenset[int]]:
    """For a table whose rows, columns and whole have totals: which cells, row totals and column totals are hidden."""
    width, height = len(table[0]) if table else 0, len(table)
    cells = [count for row in table for count in row]
    rows = [sum(row) for row in table]
    columns = [sum(row[at] for row in table) for at in range(width)]
    first_row, first_column = len(cells), len(cells) + height
    whole = first_column + width
    counts = [*cells, *rows, *columns, sum(cells)]
    sums: list[Sum] = [(range(at * width, (at + 1) * width), first_row + at) for at in range(height)]
    sums += [(range(at, first_row, width), first_column + at) for at in range(width)]
    sums += [(range(first_row, first_column), whole), (range(first_column, whole), whole)]
    hidden = hidden_in(counts, sums)
    return (
        frozenset(divmod(place, width) for place in hidden if place < first_row),
        frozenset(place - first_row for place in hidden if first_row <= place < first_column),
        frozenset(place - first_column for place in hidden if first_column <= place < whole),
    )


def _exposed_in_a_sum(counts: Sequence[int], sums: Sequence[Sum], hidden: set[int]) -> set[int]:
    """What must go too because of one sum; empty when each holds."""
    for parts, whole in sums:
        unknown = [place for place in parts if place in hidden]
        if whole in hidden:
            if unknown or not any(counts[place] for place in parts):
                continue
        elif not unknown or _blurred([counts[place] for place in unknown]):
            continue
        others = [place for place in parts if place not in hidden and counts[place]]
        if others:
            return {min(others, key=lambda place: (counts[place], place))}
        if whole not in hidden:
            return {whole}
    return set()


def _blurred(together: Sequence[int]) -> bool:
    """Whether counts whose sum is known stay unknown one by one, and are of five people or more together."""
    return len(together) > 1 and sum(together) >= FEWEST and sum(together) > len(together)


def _exposed_by_all(counts: Sequence[int], sums: Sequence[Sum], hidden: set[int]) -> set[int]:
    """What must go too because several sums together tell a small count; empty when they do not."""
    told = _determined(sums, hidden)
    for place in sorted(place for place in told if 0 < counts[place] < FEWEST):
        near = [one for one in sums if place in one[0] or place == one[1]]
        others = {
            other
            for parts, whole in near
            for other in (*parts, whole)
            if other not in hidden and counts[other]
        }
        if others:
            return {min(others, key=lambda other: (counts[other], other))}
    return set()


def _determined(sums: Sequence[Sum], hidden: set[int]) -> set[int]:
    """The hidden places that the sums, taken together, fix: Gauss's elimination on what is unknown of each."""
    unknown = sorted(hidden)
    place_of = {place: at for at, place in enumerate(unknown)}
    lines: list[list[Fraction]] = []
    for parts, whole in sums:
        line = [Fraction(0)] * len(unknown)
        for place in parts:
            if place in place_of:
                line[place_of[place]] += 1
        if whole in place_of:
            line[place_of[whole]] -= 1
        if any(line):
            lines.append(line)
    reduced: list[list[Fraction]] = []
    for column in range(len(unknown)):
        pivot = next((line for line in lines if line[column]), None)
        if pivot is None:
            continue
        lines.remove(pivot)
        pivot = [value / pivot[column] for value in pivot]
        lines = [_without(line, pivot, column) for line in lines]
        reduced = [_without(line, pivot, column) for line in reduced] + [pivot]
    alone = (line for line in reduced if sum(1 for value in line if value) == 1)
    return {unknown[next(at for at, value in enumerate(line) if value)] for line in alone}


def _without(line: list[Fraction], pivot: list[Fraction], column: int) -> list[Fraction]:
    factor = line[column]
    return [value - factor * other for value, other in zip(line, pivot, strict=True)] if factor else line
