"""Health and indicators in words: each figure as a sentence with its numerator, its denominator and its window."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordee.insights.access import Subject
from cordee.insights.decline import State, Verdict
from cordee.insights.definitions import MODES, STEPS, TOLD, UNTOLD
from cordee.insights.figures import FEWEST, Figure, Point, stepped
from cordee.insights.models import Mode, Scope
from cordee.insights.saying import at_least, duration, number, share
from cordee.spaces.models import Post

__all__ = [
    "TOLD",
    "by_reason",
    "by_scope",
    "compared",
    "duration",
    "number",
    "sentence",
    "share",
    "short",
    "too_few",
    "verdict_words",
]


def sentence(figure: Figure, point: Point | None = None) -> str:
    """What a figure says of a window (the last one unless told); "too few" under five people."""
    point = point or figure.now
    if not point.known:
        return too_few(point)
    return TOLD[figure.name].sentence(point)


def by_reason(figures: Sequence[Figure]) -> dict[str, list[Figure]]:
    """Figures of which nothing is said, by why."""
    reasons: dict[str, list[Figure]] = {}
    for one in figures:
        reasons.setdefault(too_few(one.now), []).append(one)
    return reasons


def short(figure: Figure, point: Point | None = None) -> str:
    """The number alone; a dash with too few people."""
    point = point or figure.now
    return TOLD[figure.name].short(point) if point.known else "–"


def too_few(point: Point) -> str:
    """Why nothing is said."""
    if point.hidden:
        return _(
            "Nothing is said: alone or beside the groups around this one, it would tell of fewer than five people."
        )
    if not point.people:
        return _("Nobody is concerned over these 28 days.")
    if point.people >= FEWEST:
        if UNTOLD in point.detail:
            return _("Too few to say: the middle of few people would tell of each of them.")
        return _("There was nothing of the kind over these 28 days.")
    return _("Too few to say: fewer than five people are concerned, five are needed.")


def compared(figure: Figure) -> str:
    """The window before, in words."""
    if not figure.before.known:
        return _("The 28 days before: too few to compare.")
    return _("The 28 days before: %(value)s") % {"value": short(figure, figure.before)}


def verdict_words(verdict: Verdict) -> str:
    """Whether the space goes silent, with what that is read from."""
    usual = {"posts": verdict.posts, "usual": number(verdict.usual_posts)}
    match verdict.state:
        case State.UNKNOWN:
            return _("Too young, or too quiet, to know its rhythm: nothing is said yet about where it goes.")
        case State.STEADY:
            return (
                _("Steady: %(posts)s spontaneous contributions in four weeks, where %(usual)s are usual.")
                % usual
            )
        case State.DECLINING:
            return _(
                "Declining: %(posts)s spontaneous contributions in four weeks, where %(usual)s are usual. "
                "Members spoke on %(voices)s person-days, where %(usual_voices)s are usual."
            ) % (usual | {"voices": verdict.voices, "usual_voices": number(verdict.usual_voices)})
        case State.SILENT:
            return _("Silent: no spontaneous contribution in four weeks, where %(usual)s are usual.") % usual


COLUMNS = ("0", "1", "2", "3–4", "5–9", "10–19", "20+")  # of the drawn distribution (counting.sql.BOUNDS)
MODE_NAMES = {mode.value: mode.label for mode in Mode}


def a_year_before(figure: Figure, point: Point) -> str:
    """The same window a year before, in words."""
    return _("a year before: %(value)s") % {"value": short(figure, point)}


def interval(figure: Figure) -> str:
    """Between what an estimate lies, in words; empty where there is no interval, or the figure is itself one."""
    now = figure.now
    if not now.known or now.low is None or UNTOLD in now.detail:
        return ""
    low, high = (short(figure, replace(now, value=end)) for end in (now.low or 0.0, now.high or 0.0))
    return _("Between %(low)s and %(high)s, at 95%%") % {"low": low, "high": high}


def modes(point: Point) -> list[tuple[str, float]]:
    """The share of each way of learning."""
    return [(mode, point.detail.get(mode, 0) / point.of if point.of else 0.0) for mode in MODES]


def numbers(point: Point) -> tuple[int | None, int | None, int]:
    """The count, out of what, and how many people, as far as they are told (of what is known at all)."""
    people = stepped(point.people) if STEPS in point.detail else point.people
    return (None, None, people) if UNTOLD in point.detail else (point.count, point.of, people)


def numbers_said(point: Point) -> tuple[str, str, str]:
    """The same in words, for a table; a dash where they are not told."""
    count, of, people = numbers(point)
    told = ["–" if one is None else number(one) for one in (count, of)]
    return told[0], told[1], at_least(people) if STEPS in point.detail else number(people)


def by_format(point: Point) -> list[tuple[str, tuple[str, str, str] | None]]:
    """How useful each format was found, and by how many people it was met; None where they are too few."""
    names: Mapping[str, Any] = dict(Post.Kind.choices)
    rows = point.detail.get("by_format", []) if point.known else []
    return [(str(names.get(kind, kind)), of_content(*told) if told[0] else None) for kind, *told in rows]


def of_content(people: int, value: float, low: float, high: float) -> tuple[str, str, str]:
    """How useful a content or a format was found, its interval, and how many people met it."""
    return share(value), f"{share(low)} – {share(high)}", at_least(people)


def quartiles_said(point: Point) -> str:
    """The distribution by its quantiles."""
    quarter, middle, upper, tenth = (number(one) for one in point.detail["quantiles"])
    return _(
        "A quarter of the people wrote %(quarter)s or fewer, half %(middle)s or fewer, a quarter %(upper)s or more, a "
        "tenth %(tenth)s or more."
    ) % {"quarter": quarter, "middle": middle, "upper": upper, "tenth": tenth}


def columns_said(point: Point) -> str:
    """The drawn distribution, column by column."""
    told = zip(COLUMNS, point.detail["columns"], strict=True)
    each = "; ".join(_("%(texts)s: %(people)s") % {"texts": name, "people": count} for name, count in told)
    return _("People by how many texts they wrote. %(each)s.") % {"each": each}


SCOPES = {
    Scope.ORGANISATION: gettext_lazy("The whole"),
    Scope.SPACE: gettext_lazy("Spaces"),
    Scope.PATH: gettext_lazy("Paths"),
    Scope.COHORT: gettext_lazy("Cohorts"),
    Scope.UNIT: gettext_lazy("Units"),
}


def by_scope(subjects: Sequence[Subject]) -> list[tuple[str, list[Subject]]]:
    """Of what somebody reads figures, for a list of links: spaces, paths, cohorts, units, under their names."""
    found = [(name, [one for one in subjects if one.scope is scope]) for scope, name in SCOPES.items()]
    return [(str(name), some) for name, some in found if some]
