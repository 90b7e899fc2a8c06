"""Dashboards as tables to take away: the same figures, with their definitions; what is too few is too few there too."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordee.insights import words
from cordee.insights.boards import Board
from cordee.insights.definitions import TOLD
from cordee.insights.figures import Figure, Point
from cordee.insights.models import Scope
from cordee.sheets import Cell, Column, Sheet

_FIGURES = (
    Column("name", gettext_lazy("Figure")),
    Column("until", gettext_lazy("28 days up to"), "date"),
    Column("numerator", gettext_lazy("Counted"), "whole"),
    Column("denominator", gettext_lazy("Out of"), "whole"),
    Column("people", gettext_lazy("People"), "whole"),
    Column("value", gettext_lazy("Value"), "number"),
    Column("low", gettext_lazy("Interval from"), "number"),
    Column("high", gettext_lazy("Interval to"), "number"),
)
_DEFINITIONS = (
    Column("name", gettext_lazy("Figure")),
    Column("counted", gettext_lazy("What is counted")),
    Column("of", gettext_lazy("Out of what")),
    Column("about", gettext_lazy("How sure it is")),
    Column("source", gettext_lazy("Source")),
    Column("version", gettext_lazy("Version"), "whole"),
)


def sheets_of(board: Board) -> Sequence[Sheet]:
    """The figures window by window, and what each is."""
    notes = [
        _("Windows of 28 days that end as a Sunday ends (UTC)."),
        _(
            "“too few”: fewer than five people are concerned, or would be left by taking one group from another."
        ),
    ]
    if board.subject.scope is Scope.UNIT:
        notes.append(
            _(
                "Of a unit, people are told in steps of five; where fewer than five are on one side of a share, the "
                "interval says what it lies between, and neither the count nor out of what is told."
            )
        )
    return [
        Sheet("figures", board.subject.title, _FIGURES, list(_rows(board.figures)), notes),
        Sheet("definitions", _("Definitions"), _DEFINITIONS, [_defined(one) for one in board.figures]),
    ]


def _rows(figures: Sequence[Figure]) -> Iterator[Sequence[Cell]]:
    for figure in figures:
        for point in figure.points:
            yield [TOLD[figure.name].title, point.last_day, *_cells(point)]


def _cells(point: Point) -> Sequence[Cell]:
    if not point.known:
        return [_("too few"), None, None, None, None, None]
    return [*words.numbers(point), point.value, point.low, point.high]


def _defined(figure: Figure) -> Sequence[Cell]:
    told = TOLD[figure.name]
    return [told.title, told.counted, told.of, told.about, told.source, told.version]
