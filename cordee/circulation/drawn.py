"""The map: circles of people, what flows between them, and each person a dot. One SVG, made on the server.

Dots of a kind are one path and links of a group another, so that 2,000 people are some hundred elements. What is drawn
is in steps of five already (``charting``), and written in the order in which it is stored: from left to right.
A circle is a link to itself seen near (``?group=``), which works without scripts; with them the map moves there
(islands/map).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from markupsafe import Markup

from cordee.circulation.queries import Drawing, Flow, Group
from cordee.insights.figures import stepped
from cordee.insights.saying import at_least, number

EDGE = 26.0
BESIDE = 8.0  # between a circle and its name
TALL = 34.0  # a name on a phone
MOST_FLOWS = 60
NAME = 22  # characters of a name that fit
LETTER = 17.0  # how wide one is on a phone
SIZE = 1000.0  # of the drawing


def flow_map(drawing: Drawing, address: str, near: int | None = None) -> Markup:
    """The map of a drawing; ``near``: the group that is looked at."""
    left, top, width, height = _frame(drawing.groups, near)
    parts = [
        Markup(
            '<svg class="flow-map__svg" viewBox="{:.0f} {:.0f} {:.0f} {:.0f}" role="group" aria-label="{}" '
            'data-whole="{}">'
        ).format(
            left, top, width, height, _("Map of groups and of what flows between them"),
            " ".join(f"{one:.0f}" for one in _frame(drawing.groups, None)),
        )
    ]  # fmt: skip
    most = max((_weight(flow) for flow in drawing.flows), default=0.0) or 1.0
    parts += [_line(flow, most) for flow in sorted(drawing.flows[:MOST_FLOWS], key=_weight)]
    parts += [_circle(one, address, is_near=one.number == near) for one in drawing.groups]
    parts += _names(drawing.groups)  # over all circles
    return Markup("").join([*parts, Markup("</svg>")])


def _frame(groups: Sequence[Group], near: int | None) -> tuple[float, float, float, float]:
    shown = [one for one in groups if near is None or one.number == near] or groups
    left = min(one.x - one.r for one in shown) - EDGE
    top = min(one.y - one.r for one in shown) - EDGE * 1.8
    right = max(one.x + one.r for one in shown) + EDGE
    bottom = max(one.y + one.r for one in shown) + EDGE * 1.8
    return left, top, right - left, bottom - top


def _weight(flow: Flow) -> float:
    return math.sqrt(flow.passings * 3 + flow.exchanges)


def _line(flow: Flow, most: float) -> Markup:
    """A bow from edge to edge, to the right of who gives, so that both ways can be seen."""
    a, b = flow.giver, flow.taker
    distance = math.hypot(b.x - a.x, b.y - a.y) or 1.0
    x, y = (b.x - a.x) / distance, (b.y - a.y) / distance
    bow = min(60.0, max(0.0, distance - a.r - b.r) * 0.35)
    middle = (a.x + b.x) / 2 - y * bow, (a.y + b.y) / 2 + x * bow
    return Markup(
        '<path class="flow-map__flow{}" d="M{:.1f} {:.1f}Q{:.1f} {:.1f} {:.1f} {:.1f}" stroke-width="{:.1f}"/>'
    ).format(
        " flow-map__flow--practice" if flow.passings else "",
        a.x + x * a.r, a.y + y * a.r, *middle, b.x - x * b.r, b.y - y * b.r,
        1 + 9 * _weight(flow) / most,
    )  # fmt: skip


def _circle(one: Group, address: str, *, is_near: bool) -> Markup:
    spots = [(one.x + x * one.r, one.y + y * one.r, has) for x, y, has in one.dots]
    links = "".join(
        f"M{spots[a][0]:.1f} {spots[a][1]:.1f}L{spots[b][0]:.1f} {spots[b][1]:.1f}" for a, b in one.links
    )
    still = "".join(f"M{x:.1f} {y:.1f}h0" for x, y, has in spots if not has)
    moving = "".join(f"M{x:.1f} {y:.1f}h0" for x, y, has in spots if has)
    people = _("%(count)s people or more") % {"count": number(stepped(one.people))}
    told = _("%(name)s: %(people)s; practices passed on within: %(passed)s") % {
        "name": one.name,
        "people": people,
        "passed": at_least(one.passings),
    }
    dot = max(2.5, min(16.0, 0.5 * one.r / math.sqrt(len(one.dots))))
    return Markup(
        '<a class="flow-map__group{}" href="{}?group={}#map" aria-label="{}" data-frame="{}">'
        '<circle class="flow-map__ring" cx="{:.1f}" cy="{:.1f}" r="{:.1f}"/>'
        '<path class="flow-map__links" d="{}"/><path class="flow-map__dots" stroke-width="{:.1f}" d="{}"/>'
        '<path class="flow-map__dots flow-map__dots--moving" stroke-width="{:.1f}" d="{}"/></a>'
    ).format(
        " flow-map__group--near" if is_near else "", address, one.number, told,
        " ".join(f"{number_:.0f}" for number_ in _frame([one], one.number)),
        one.x, one.y, one.r, links, dot, still, dot * 1.3, moving,
    )  # fmt: skip


@dataclass(frozen=True)
class _Name:
    """A name where it stands: its anchor, and the frame that it fills on a phone."""

    text: str
    side: str
    x: float
    y: float
    left: float
    top: float
    width: float

    def meets(self, other: "_Name") -> bool:
        """Whether one would be written over the other."""
        return (
            self.left < other.left + other.width
            and other.left < self.left + self.width
            and abs(self.top - other.top) < TALL
        )


def _names(groups: Sequence[Group]) -> list[Markup]:
    """Under each circle its name, or over it where another stands there already; outwards first."""
    placed: list[_Name] = []
    for one in groups:
        above, below = _name(one, above=True), _name(one, above=False)
        ways = [above, below] if one.y < SIZE / 2 else [below, above]
        placed.append(next((way for way in ways if not any(map(way.meets, placed))), ways[0]))
    place = Markup('<text class="flow-map__name{}" aria-hidden="true" x="{:.1f}" y="{:.1f}">{}</text>')
    return [place.format(one.side, one.x, one.y, one.text) for one in placed]


def _name(one: Group, *, above: bool) -> _Name:
    name = one.name if len(one.name) <= NAME else f"{one.name[: NAME - 1].rstrip()}…"
    # What would hang over an edge of the drawing begins or ends there.
    width, side, x, left = len(name) * LETTER, "", one.x, one.x - len(name) * LETTER / 2
    if left + width > SIZE:
        side, x, left = " flow-map__name--end", SIZE, SIZE - width
    elif left < 0:
        side, x, left = " flow-map__name--start", 0.0, 0.0
    y = one.y - one.r - BESIDE if above else one.y + one.r + BESIDE
    side += " flow-map__name--above" if above else ""
    return _Name(name, side, x, y, left, y - TALL if above else y, width)
