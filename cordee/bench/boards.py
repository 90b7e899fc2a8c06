"""Inside a measured site: fill acts by SQL, count, open dashboards. Prints one line of JSON at the end."""

import json
import statistics
import sys
import time
from datetime import timedelta
from typing import Any

ROUNDS = 15
UNITS, SPACES = 500, 200
# A row like the first of its table, but for what is given: whatever columns the table has.
_LIKE = """
INSERT INTO {table} SELECT (jsonb_populate_record(one, {given})).* FROM generate_series(1, %s) AS n,
(SELECT t FROM {table} t ORDER BY id LIMIT 1) AS model (one) ON CONFLICT DO NOTHING
"""
# Two years, older first; a tenth of the people does half of it. Replies and reactions go to contributions of late.
_ACTS = """
INSERT INTO insights_act (id, at, day, person_id, kind, mode, space_id, unit_id, object_id, thread_id, toward_id,
                          question, kept, source, seen)
SELECT gen_random_uuid(), at, (at AT TIME ZONE 'UTC')::date, md5('u' || person)::uuid, kind,
       CASE kind WHEN 'step' THEN 'formal' WHEN 'try' THEN 'practice' ELSE 'social' END,
       md5('s' || thread %% %(spaces)s)::uuid, md5('b' || person %% %(units)s)::uuid,
       CASE WHEN kind = 'reply' THEN gen_random_uuid() ELSE md5('p' || thread)::uuid END,
       CASE WHEN kind <> 'step' THEN md5('p' || thread)::uuid END,
       CASE WHEN kind IN ('reply', 'react', 'try') THEN md5('u' || (person * 7 + 1) %% %(people)s)::uuid END,
       kind = 'contribute' AND thread %% 2 = 0, false, 'journal', true
FROM (
  SELECT i, %(now)s::timestamptz - (%(events)s - i) * (interval '730 days' / %(events)s) AS at,
         floor(%(people)s * (CASE WHEN r < 0.5 THEN r / 5 ELSE 0.1 + (r - 0.5) * 1.8 END))::int AS person,
         CASE WHEN i %% 10 = 0 THEN 'contribute' WHEN i %% 10 < 4 THEN 'read' WHEN i %% 10 < 7 THEN 'reply'
              WHEN i %% 10 = 7 THEN 'react' WHEN i %% 10 = 8 THEN 'try' ELSE 'step' END AS kind,
         greatest(0, i / 10 - CASE WHEN i %% 10 = 0 THEN 0 ELSE floor(random() * %(events)s / 1000)::int END) AS thread
  FROM (SELECT i, random() AS r FROM generate_series(%(first)s::int, %(last)s::int) AS i) AS drawn
) AS told
"""
_PRESENCE = """
INSERT INTO insights_presence (scope, scope_id, person_id, since, anew, leads)
SELECT scope, CASE scope WHEN 'unit' THEN md5('b' || n %% %(units)s)::uuid
                         WHEN 'space' THEN md5('s' || n %% %(spaces)s)::uuid END,
       md5('u' || n)::uuid, %(now)s::timestamptz - interval '730 days' * (1 - n::float8 / %(people)s), true, false
FROM generate_series(0, %(people)s - 1) AS n, unnest(ARRAY['organisation', 'space', 'unit']) AS scope
ON CONFLICT DO NOTHING
"""
_MARKS = """
INSERT INTO insights_dirty (scope, scope_id, week, onward)
SELECT 'organisation', NULL::uuid, %(week)s::date, true
UNION ALL SELECT 'space', md5('s' || n)::uuid, %(week)s, true FROM generate_series(0, %(spaces)s - 1) AS n
UNION ALL SELECT 'unit', md5('b' || n)::uuid, %(week)s, true FROM generate_series(0, %(units)s - 1) AS n
ON CONFLICT DO NOTHING
"""


def main(arguments: list[str]) -> None:
    """``boards EVENTS PEOPLE WEEKS`` or ``boards rebuild``."""
    import django

    django.setup()
    print(json.dumps(rebuild() if arguments == ["rebuild"] else measured(*map(int, arguments))))


def measured(events: int, people: int, weeks: int) -> dict[str, Any]:
    """Fill once, count so many weeks from nothing, then one more, then open every kind of dashboard."""
    from django.db import connection
    from django.utils import timezone

    from cordee.insights.counting.upkeep import count_what_is_due, last_sunday
    from cordee.insights.models import Act, Snapshot

    now = timezone.now()
    if Act.objects.count() < events:
        fill(events, people, now)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE insights_snapshot, insights_dirty")
        first = last_sunday(now) - timedelta(weeks=weeks - 1)
        cursor.execute(_MARKS, {"week": first, "spaces": SPACES, "units": UNITS})
    before_last = now - timedelta(weeks=1)
    started = time.perf_counter()
    windows = count_what_is_due(before_last)
    seconds = time.perf_counter() - started
    started = time.perf_counter()
    count_what_is_due(now)
    week = time.perf_counter() - started
    return {
        "acts": Act.objects.count(),
        "people": people,
        "windows": windows,
        "snapshots": Snapshot.objects.count(),
        "seconds": seconds,
        "week": week,
        "boards": opened(),
    }


def fill(events: int, people: int, now: Any) -> None:
    """People, units, spaces, contributions and acts, by SQL."""
    from django.db import connection

    from cordee.people.actions.arriving import welcome
    from cordee.people.models import Person, Unit
    from cordee.spaces.actions.posts import publish
    from cordee.spaces.actions.spaces import open_space
    from cordee.spaces.models import Post, Space

    chief = Person.objects.filter(handle="bench-chief").first() or welcome(
        name="Chief",
        email="chief@example.org",
        handle="bench-chief",
        password="x",
        now=now,
        is_administrator=True,
    )
    if not Space.objects.exists():
        open_space(chief, title="Model", slug="model", now=now, aims=[])
    space = Space.objects.order_by("id")[0]
    if not Post.objects.exists():
        publish(chief, space, kind="question", title="Q", body="B", now=now)
    top, _made = Unit.objects.get_or_create(name="Top", parent=None)
    Unit.objects.get_or_create(name="Model", parent=top)
    given = {
        "people_person": "jsonb_build_object('id', md5('u' || n - 1)::uuid, 'handle', 'u' || n, 'name', 'U' || n, "
        "'email', null, 'is_administrator', false)",
        "people_unit": f"jsonb_build_object('id', md5('b' || n - 1)::uuid, 'name', 'B' || n, 'parent_id', '{top.pk}')",
        "spaces_space": "jsonb_build_object('id', md5('s' || n - 1)::uuid, 'slug', 's' || n, 'title', 'S' || n)",
        "spaces_post": "jsonb_build_object('id', md5('p' || n - 1)::uuid)",
    }
    sizes = {
        "people_person": people,
        "people_unit": UNITS,
        "spaces_space": SPACES,
        "spaces_post": events // 10 + 1,
    }
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE insights_act, insights_presence")
        for table, how in given.items():
            cursor.execute(_LIKE.format(table=table, given=how), [sizes[table]])
        about = {"now": now, "events": events, "people": people, "spaces": SPACES, "units": UNITS}
        cursor.execute(_PRESENCE, about)
        for begin in range(0, events, 1_000_000):
            cursor.execute(_ACTS, about | {"first": begin, "last": min(events, begin + 1_000_000) - 1})
        cursor.execute("ANALYZE")


def opened() -> dict[str, dict[str, float]]:
    """Each kind of dashboard, as a signed-in administrator opens it, through the whole of Django."""
    from django.test import Client

    from cordee.insights.models import Snapshot
    from cordee.people.models import Person

    client = Client(headers={"host": "127.0.0.1"})
    chief = Person.objects.filter(is_administrator=True).order_by("id")[0]
    client.force_login(chief)
    addresses = {"organisation": "/insights/"}
    for scope in ("space", "unit"):
        row = Snapshot.objects.filter(scope=scope, name="participation").order_by("-people").first()
        if row:
            addresses[scope] = f"/insights/{scope}/{row.scope_id}/"
    addresses["acts of the organisation"] = "/insights/acts/"
    found = {}
    for name, address in addresses.items():
        times = []
        for _round in range(ROUNDS + 1):
            started = time.perf_counter()
            response = client.get(address)
            assert response.status_code == 200, (address, response.status_code)
            times.append((time.perf_counter() - started) * 1000)
        found[name] = {"median": statistics.median(times[1:]), "worst": max(times[1:])}
    return found


def rebuild() -> dict[str, Any]:
    """Acts and figures from the first event on, as ``replay acts`` and the next minute do it."""
    from django.utils import timezone

    from cordee.insights.counting.upkeep import count_what_is_due
    from cordee.insights.models import Act
    from cordee.journal.readers import named, replay

    started = time.perf_counter()
    replay(named("acts"))
    read = time.perf_counter()
    windows = count_what_is_due(timezone.now())
    return {
        "acts": Act.objects.count(),
        "acts_seconds": read - started,
        "windows": windows,
        "seconds": time.perf_counter() - read,
    }


if __name__ == "__main__":
    main(sys.argv[1:])
