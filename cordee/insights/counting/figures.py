"""From what was counted to figures: numerator, denominator, people, value, interval, detail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import orjson

from cordee.insights.counting import sql
from cordee.insights.counting.statistics import Prior, median_interval, prior, shrunk, wilson
from cordee.insights.counting.windows import Window, asked
from cordee.insights.figures import FEWEST, Point, stepped
from cordee.insights.models import Scope

MOST_SHOWN = 10  # contents
ROUND = 20  # shares of contents are told in so many parts: to the nearest five percent


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure of one window. See ``Snapshot``."""

    numerator: int = 0
    denominator: int = 0
    people: int = 0
    value: float | None = None
    low: float | None = None
    high: float | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)

    def point(self, until: datetime) -> Point:
        """As pages show it, of the window that ends then."""
        return Point(
            until,
            self.numerator,
            self.denominator,
            self.people,
            self.value,
            self.low,
            self.high,
            self.detail,
        )


Figures = dict[str, Counted]


def figures_of(scope: Scope, windows: Sequence[Window]) -> list[Figures]:
    """The figures of each window, in their order. Five queries, whatever the number of windows."""
    found: list[Figures] = [{} for _one in windows]
    for number, row in asked(scope, windows, sql.PEOPLE).items():
        found[number] |= _people(row)
    for number, (kinds,) in asked(scope, windows, sql.KINDS).items():
        took_part = found[number]["participation"]  # it is about whoever did something
        found[number]["participation"] = replace(took_part, detail={"kinds": orjson.loads(kinds)})
    for number, row in asked(scope, windows, sql.QUESTIONS).items():
        found[number] |= questions(row)
    for number, row in asked(scope, windows, sql.ARRIVALS).items():
        found[number]["kept"] = arrivals(row)
    for number, row in asked(scope, windows, sql.CONTENTS).items():
        found[number] |= _contents(row)
    return found


def _share(count: int, of: int) -> float | None:
    return count / of if of else None


def _people(row: tuple[Any, ...]) -> Figures:
    people, social, readers, wrote, helped, texts, quantiles, columns, practice, among, formal, active = row
    acts = practice + among + formal
    spread = {"quantiles": list(quantiles), "columns": list(columns), "mean": texts / people if people else 0}
    modes = {"practice": practice, "social": among, "formal": formal}
    return {
        "participation": Counted(social, people, people, _share(social, people)),
        "readers": Counted(readers, people, people, _share(readers, people)),
        "writers": Counted(wrote, people, people, _share(wrote, people)),
        "helpers": Counted(helped, people, people, _share(helped, people)),
        "spread": Counted(texts, people, people, float(quantiles[1]), detail=spread),
        "balance": Counted(practice, acts, active, _share(practice, acts), detail=modes),
    }


def questions(row: tuple[Any, ...]) -> Figures:
    """How many were answered, and how soon."""
    count, people, answered, by_keepers, median, hours = row
    low, high = wilson(answered, count) or (None, None)
    soon, late = median_interval(hours or []) or (None, None)
    return {
        "answered": Counted(
            answered, count, people, _share(answered, count), low, high, {"by_keepers": by_keepers}
        ),
        "hours": Counted(
            answered, count, people, float(median) if median is not None else None, soon, late
        ),
    }  # fmt: skip


def arrivals(row: tuple[Any, ...]) -> Counted:
    """How many newcomers came back."""
    came, stayed = row
    low, high = wilson(stayed, came) or (None, None)
    return Counted(stayed, came, came, _share(stayed, came), low, high)


def _contents(row: tuple[Any, ...]) -> Figures:
    people, ids, kinds, found, met, fresh, contents, age, by_format = row
    known = [one for one in zip(ids, kinds, found, met, strict=True) if one[1] and one[3]]
    before = prior([(count, of) for _id, _kind, count, of in known])
    each = [
        [post, kind, *_told_of(of, shrunk(count, of, before)[0], before)]
        for post, kind, count, of in sorted(
            known, key=lambda one: (-shrunk(one[2], one[3], before)[0], one[0])
        )
        if of >= FEWEST
    ]
    formats: dict[str, list[int]] = {}
    for _post, kind, count, of in known:
        held = formats.setdefault(kind, [0, 0])
        held[0], held[1] = held[0] + count, held[1] + of
    many = orjson.loads(by_format)
    told = [
        [kind, *_told_of(many[kind], shrunk(found, of, before)[0], before)]
        for kind, (found, of) in sorted(formats.items())
    ]
    total, of_all = sum(one[2] for one in known), sum(one[3] for one in known)
    low, high = wilson(total, of_all) or (None, None)
    return {
        "useful": Counted(
            total, of_all, people, _share(total, of_all), low, high,
            {"contents": each[:MOST_SHOWN], "by_format": told},
        ),
        "fresh": Counted(fresh, contents, people, _share(fresh, contents), detail={"median_days": float(age)}),
    }  # fmt: skip


def _told_of(people: int, share: float, before: Prior) -> list[float | None]:
    """What is kept of a content or a format: people in steps of five, a rounded share, and the interval of these.

    Exact numbers of two weeks would tell whether one person more has read it. The interval comes from what is told, so
    that it says nothing beside; of more people than are told, the true one is a little narrower.
    """
    if people < FEWEST:
        return [0, None, None, None]
    step, rounded = stepped(people), round(share * ROUND) / ROUND
    weight = step + before.met
    low, high = wilson(rounded * weight, weight) or (0.0, 1.0)
    return [step, rounded, round(low * ROUND) / ROUND, round(high * ROUND) / ROUND]
