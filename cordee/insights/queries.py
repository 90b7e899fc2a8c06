"""The health of spaces, from the tables of the reader. What a page costs does not grow with the number of spaces."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import connection

from cordee.insights.counting import sql
from cordee.insights.counting.figures import Counted, arrivals, questions
from cordee.insights.counting.windows import Window, asked
from cordee.insights.decline import WEEKS_READ, Counts, Verdict, judge
from cordee.insights.figures import WINDOW, Figure, Point, ends
from cordee.insights.models import Day, Scope

NAMES = ("answered", "hours", "contributors", "kept", "top", "spontaneous")


@dataclass(frozen=True, slots=True)
class Health:
    """The figures of a space by name, and whether it is going silent.

    ``by_keepers`` are the questions of the window that only a facilitator answered; ``evenness`` is the Gini
    coefficient of contributions a person (0: everyone says as much), None with too few people.
    """

    figures: dict[str, Figure]
    verdict: Verdict
    by_keepers: int
    evenness: float | None


def health(space_ids: Sequence[UUID], now: datetime) -> dict[UUID, Health]:
    """How each space is doing. Four queries, whatever the number of spaces."""
    if not space_ids:
        return {}
    windows = ends(now)
    pairs = [Window(space, until) for space in space_ids for until in windows]
    asked_there = _of_windows(pairs, sql.QUESTIONS)
    voices = _rows(_VOICES, space_ids, windows)
    came = _of_windows(pairs, sql.ARRIVALS)
    verdicts = verdicts_of(space_ids, now)
    return {
        space: _health(windows, asked_there[space], voices[space], came[space], verdicts[space])
        for space in space_ids
    }


def verdicts_of(space_ids: Sequence[UUID], now: datetime) -> dict[UUID, Verdict]:
    """Whether each space is going silent. One query."""
    today = now.astimezone(UTC).date()
    since = today - timedelta(weeks=WEEKS_READ + 1)
    days: dict[UUID, dict] = defaultdict(dict)
    rows = Day.objects.filter(space_id__in=space_ids, day__gte=since, day__lt=today)
    for space, day, posts, voices in rows.values_list("space_id", "day", "posts", "voices"):
        days[space][day] = Counts(posts, voices)
    return {space: judge(days[space], today) for space in space_ids}


def _health(
    windows: list[datetime],
    asked_there: dict[datetime, tuple],
    voices: dict[datetime, tuple],
    came: dict[datetime, tuple],
    verdict: Verdict,
) -> Health:
    points: dict[str, list[Point]] = {name: [] for name in NAMES}
    for until in windows:
        people, texts, top, spontaneous, _gini = voices.get(until, (0, 0, 0, 0, None))
        told = {
            **questions(asked_there.get(until, (0, 0, 0, 0, None, None))),
            "kept": arrivals(came.get(until, (0, 0))),
            "contributors": Counted(people, people, people, float(people)),
            "top": Counted(top, texts, people, top / texts if texts else None),
            "spontaneous": Counted(spontaneous, texts, people, float(spontaneous)),
        }
        for name in NAMES:
            points[name].append(told[name].point(until))
    *_others, gini = voices.get(windows[0], (0, 0, 0, 0, None))
    return Health(
        {name: Figure(name, told) for name, told in points.items()},
        verdict,
        asked_there.get(windows[0], (0, 0, 0, 0, None, None))[3],
        gini if points["top"][0].known else None,
    )


def _of_windows(pairs: Sequence[Window], statement: str) -> dict[UUID, dict]:
    found: dict[UUID, dict] = defaultdict(dict)
    for number, row in asked(Scope.SPACE, pairs, statement).items():
        space = pairs[number].scope_id
        assert space is not None
        found[space][pairs[number].ends] = row
    return found


def _rows(statement: str, spaces: Iterable[UUID], windows: list[datetime]) -> dict[UUID, dict]:
    found: dict[UUID, dict] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(statement, {"spaces": list(spaces), "ends": windows, "window": f"{WINDOW.days} days"})
        for space, until, *values in cursor.fetchall():
            found[space][until] = tuple(values)
    return found


# Gini from the sorted counts: (2 * sum(rank * count)) / (n * sum(count)) - (n + 1) / n.
_VOICES = """
WITH each AS (
    SELECT s.space_id, w.until, s.person_id, count(*) AS texts,
           count(*) FILTER (WHERE s.id = s.post_id AND NOT s.kept AND NOT s.prompt) AS spontaneous
    FROM unnest(%(ends)s::timestamptz[]) AS w (until)
    JOIN insights_said s ON s.at > w.until - %(window)s::interval AND s.at <= w.until
    WHERE s.space_id = ANY(%(spaces)s) AND s.seen AND s.person_id IS NOT NULL
    GROUP BY 1, 2, 3
), ranked AS (
    SELECT *, row_number() OVER up AS rank, row_number() OVER down AS place
    FROM each
    WINDOW up AS (PARTITION BY space_id, until ORDER BY texts, person_id),
           down AS (PARTITION BY space_id, until ORDER BY texts DESC, person_id)
)
SELECT space_id, until, count(*), sum(texts)::int, (sum(texts) FILTER (WHERE place <= 3))::int,
       sum(spontaneous)::int,
       (2 * sum(rank * texts) / (count(*) * sum(texts)) - (count(*) + 1.0) / count(*))::float8
FROM ranked GROUP BY 1, 2
"""
