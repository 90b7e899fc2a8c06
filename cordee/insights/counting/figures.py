"""From what was counted to figures: numerator, denominator, people, value, interval, detail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from cordee.insights.counting import sql
from cordee.insights.counting.statistics import median_interval, prior, shrunk, wilson
from cordee.insights.counting.windows import Window, asked
from cordee.insights.figures import FEWEST, Point
from cordee.insights.models import Scope
from cordee.spaces.models import Post

MOST_SHOWN = 10  # contents


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
    """The figures of each window, in their order. Six queries, whatever the number of windows."""
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
    contents = asked(scope, windows, sql.CONTENTS)
    formats = _formats({UUID(one) for row in contents.values() for one in row[1]})
    for number, row in contents.items():
        found[number] |= _contents(row, formats)
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


def _formats(posts: set[UUID]) -> dict[str, str]:
    """Of which format each contribution is. One query."""
    rows = Post.objects.filter(id__among=posts).values_list("id", "kind") if posts else ()
    return {str(post): kind for post, kind in rows}


def _contents(row: tuple[Any, ...], kinds: Mapping[str, str]) -> Figures:
    people, ids, found, met, fresh, contents, age = row
    known = [one for one in zip(ids, found, met, strict=True) if one[0] in kinds and one[2]]
    before = prior([(count, of) for _id, count, of in known])
    each = [
        [post, kinds[post], count, of, *shrunk(count, of, before)]
        for post, count, of in known
        if of >= FEWEST
    ]
    each.sort(key=lambda one: (-one[4], one[0]))
    formats: dict[str, list[int]] = {}
    for post, count, of in known:
        held = formats.setdefault(kinds[post], [0, 0, 0])
        held[0], held[1], held[2] = held[0] + count, held[1] + of, held[2] + 1
    told = [[kind, *held, *shrunk(held[0], held[1], before)] for kind, held in sorted(formats.items())]
    total, of_all = sum(one[1] for one in known), sum(one[2] for one in known)
    low, high = wilson(total, of_all) or (None, None)
    return {
        "useful": Counted(
            total, of_all, people, _share(total, of_all), low, high,
            {"contents": each[:MOST_SHOWN], "formats": told, "weight": before.met},
        ),
        "fresh": Counted(fresh, contents, people, _share(fresh, contents), detail={"median_days": float(age)}),
    }  # fmt: skip
