"""A drawn signature as we keep it: strokes of whole numbers in a box. What a browser sends is never shown as it is."""

import json
from contextlib import suppress
from itertools import pairwise
from typing import Any, NoReturn

from django.utils.translation import gettext as _
from markupsafe import Markup

from cordee.core.errors import Invalid

WIDTH, HEIGHT = 600, 200
MOST_STROKES, MOST_POINTS = 80, 2_500
MOST_LETTERS = 60_000  # of JSON
SHORTEST = 40  # of the whole line: a touch by mistake is no signature

Strokes = list[list[list[int]]]


def strokes(text: str) -> Strokes:
    """The strokes in this JSON, each a list of points ``[x, y]``. Raises Invalid."""
    given: Any = None
    if len(text) <= MOST_LETTERS:
        with suppress(ValueError, RecursionError):
            given = json.loads(text)
    if not _is_drawing(given):
        _refuse(_("This signature cannot be read. Draw it again, or type the name."))
    length = sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for stroke in given for a, b in pairwise(stroke))
    if length < SHORTEST:
        _refuse(_("Draw your signature in the frame, or type your name."))
    return given


def picture(drawn: Strokes, label: str) -> Markup:
    """The signature as SVG, named for who does not see it."""
    return Markup('<svg class="signature" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        WIDTH, HEIGHT, label, _lines(drawn)
    )


def paper(drawn: Strokes) -> str:
    """The signature as an SVG that stands alone, for a PDF."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" fill="none" stroke="#222" '
        f'stroke-width="4" stroke-linecap="round" stroke-linejoin="round">{_lines(drawn)}</svg>'
    )


def _lines(drawn: Strokes) -> Markup:
    lines = (" ".join(f"{int(x)},{int(y)}" for x, y in stroke) for stroke in drawn)
    return Markup("").join(Markup('<polyline points="{}"/>').format(line) for line in lines)


def _is_drawing(given: Any) -> bool:
    return (
        isinstance(given, list)
        and 0 < len(given) <= MOST_STROKES
        and all(isinstance(stroke, list) and stroke for stroke in given)
        and sum(len(stroke) for stroke in given) <= MOST_POINTS
        and all(_is_point(point) for stroke in given for point in stroke)
    )


def _is_point(point: Any) -> bool:
    return (
        isinstance(point, list)
        and len(point) == 2
        and all(type(one) is int for one in point)
        and 0 <= point[0] <= WIDTH
        and 0 <= point[1] <= HEIGHT
    )


def _refuse(message: str) -> NoReturn:
    raise Invalid(message, fields={"drawing": message})
