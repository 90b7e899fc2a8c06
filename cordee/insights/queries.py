"""The health of spaces, from the tables of the reader. What a page costs does not grow with the number of spaces."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import connection

from cordee.insights.decline import WEEKS_READ, Counts, Verdict, judge
from cordee.insights.figures import WINDOW, Figure, Point, ends
from cordee.insights.models import Day

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
    questions = _rows(_QUESTIONS, space_ids, windows)
    voices = _rows(_VOICES, space_ids, windows)
    arrivals = _rows(_ARRIVALS, space_ids, windows)
    verdicts = verdicts_of(space_ids, now)
    return {
        space: _health(windows, questions[space], voices[space], arrivals[space], verdicts[space])
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
    questions: dict[datetime, tuple],
    voices: dict[datetime, tuple],
    arrivals: dict[datetime, tuple],
    verdict: Verdict,
) -> Health:
    points: dict[str, list[Point]] = {name: [] for name in NAMES}
    for until in windows:
        asked, concerned, answered, _kept, hours = questions.get(until, (0, 0, 0, 0, None))
        people, texts, top, spontaneous, _gini = voices.get(until, (0, 0, 0, 0, None))
        came, stayed = arrivals.get(until, (0, 0))
        share = answered / asked if asked else None
        for name, count, of, n, value in (
            ("answered", answered, asked, concerned, share),
            ("hours", answered, asked, concerned, hours if answered else None),
            ("contributors", people, people, people, float(people)),
            ("kept", stayed, came, came, stayed / came if came else None),
            ("top", top, texts, people, top / texts if texts else None),
            ("spontaneous", spontaneous, texts, people, float(spontaneous)),
        ):
            points[name].append(Point(until, count, of, n, value))
    *_others, gini = voices.get(windows[0], (0, 0, 0, 0, None))
    return Health(
        {name: Figure(name, told) for name, told in points.items()},
        verdict,
        questions.get(windows[0], (0, 0, 0, 0, None))[3],
        gini if points["top"][0].known else None,
    )


def _rows(statement: str, spaces: Iterable[UUID], windows: list[datetime]) -> dict[UUID, dict]:
    found: dict[UUID, dict] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(statement, {"spaces": list(spaces), "ends": windows, "window": f"{WINDOW.days} days"})
        for space, until, *values in cursor.fetchall():
            found[space][until] = tuple(values)
    return found


# An answer counts when it was there at the end of the window: the same moment for all questions, old or new. The people
# concerned are those who asked, and those who answered first.
_QUESTIONS = """
WITH asked AS (
    SELECT q.space_id, q.at, q.person_id, q.id, a.peer_at, a.peer_id, a.keeper_at
    FROM insights_said q
    LEFT JOIN LATERAL (
        SELECT min(s.at) FILTER (WHERE NOT s.kept) AS peer_at, min(s.at) FILTER (WHERE s.kept) AS keeper_at,
               (array_agg(s.person_id ORDER BY s.at) FILTER (WHERE NOT s.kept))[1] AS peer_id
        FROM insights_said s
        WHERE s.post_id = q.id AND s.id <> q.id AND s.seen AND s.person_id IS DISTINCT FROM q.person_id
    ) a ON true
    WHERE q.space_id = ANY(%(spaces)s) AND q.seen AND q.question
      AND q.at > (SELECT min(e) - %(window)s::interval FROM unnest(%(ends)s::timestamptz[]) e)
)
SELECT asked.space_id, w.until, count(*),
       (SELECT count(DISTINCT who) FROM unnest(array_agg(asked.person_id) || array_agg(asked.peer_id)) AS who),
       count(*) FILTER (WHERE peer_at <= w.until),
       count(*) FILTER (WHERE keeper_at <= w.until AND (peer_at IS NULL OR peer_at > w.until)),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM peer_at - at) / 3600)
           FILTER (WHERE peer_at <= w.until)
FROM unnest(%(ends)s::timestamptz[]) AS w (until)
JOIN asked ON asked.at > w.until - %(window)s::interval AND asked.at <= w.until
GROUP BY 1, 2
"""

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

# Who came in the window before: their twenty-eight days are over when it ends.
_ARRIVALS = """
SELECT a.space_id, w.until, count(*), count(a.again_at)
FROM unnest(%(ends)s::timestamptz[]) AS w (until)
JOIN insights_arrival a ON a.at > w.until - 2 * %(window)s::interval AND a.at <= w.until - %(window)s::interval
WHERE a.space_id = ANY(%(spaces)s)
  AND NOT EXISTS (SELECT FROM insights_keeper k WHERE k.space_id = a.space_id AND k.person_id = a.person_id)
GROUP BY 1, 2
"""
