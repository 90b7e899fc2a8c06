"""The first reader: counts and lines of activity."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from cordee.activity.models import ActiveDay, Line, PersonFigures, SpaceFigures
from cordee.journal.models import Event
from cordee.journal.readers import Reader
from cordee.people import events as people_events
from cordee.spaces import events
from cordee.spaces.events import POST_MOVED, POST_READ

TOLD = {
    events.SPACE_JOINED,
    events.POST_PUBLISHED,
    events.COMMENT_PUBLISHED,
    events.ANSWER_ACCEPTED,
}
TOLD_MEANINGS = {"tried", "adapted", "taught"}

_SPACE_STEP = {
    events.SPACE_JOINED: ("members", 1),
    events.SPACE_LEFT: ("members", -1),
    events.POST_PUBLISHED: ("posts", 1),
    events.COMMENT_PUBLISHED: ("comments", 1),
    events.POST_REMOVED: ("posts", -1),
    events.POST_RESTORED: ("posts", 1),
    events.POST_MOVED: ("posts", 1),
    events.COMMENT_REMOVED: ("comments", -1),
    events.COMMENT_RESTORED: ("comments", 1),
    events.ANSWER_ACCEPTED: ("answered", 1),
    events.ANSWER_UNACCEPTED: ("answered", -1),
}
_REMOVALS = {
    events.POST_REMOVED: ("posts", -1),
    events.POST_RESTORED: ("posts", 1),
    events.COMMENT_REMOVED: ("comments", -1),
    events.COMMENT_RESTORED: ("comments", 1),
}
_SENSE = {events.REACTION_GIVEN: 1, events.REACTION_WITHDRAWN: -1}


class ActivityReader(Reader):
    """Counts per space and per person, the lines of activity, and who was active on which day."""

    name = "activity"
    tables = (SpaceFigures, PersonFigures, Line, ActiveDay)

    def consume(self, events: Sequence[Event]) -> None:
        """Add up a batch in memory, then write each table once."""
        spaces: Counter[tuple[UUID, str]] = Counter()
        people: Counter[tuple[UUID, str]] = Counter()
        last_in: dict[UUID, datetime] = {}
        last_of: dict[UUID, datetime] = {}
        lines: list[Line] = []
        moved: dict[UUID, UUID] = {}
        days: set[tuple[UUID, UUID, date]] = set()
        for event in events:
            _count_in_space(event, spaces)
            _count_of_person(event, people)
            if event.space_id and event.verb != POST_READ:
                last_in[event.space_id] = max(event.at, last_in.get(event.space_id, event.at))
            if event.actor_id and event.verb != people_events.PERSON_JOINED:
                last_of[event.actor_id] = max(event.at, last_of.get(event.actor_id, event.at))
                if event.space_id and event.verb in _VISIBLE:
                    days.add((event.space_id, event.actor_id, event.at.date()))
            if event.verb == POST_MOVED and event.space_id:
                moved[event.object_id] = event.space_id
            if line := _line(event):
                lines.append(line)
        _add("activity_spacefigures", "space_id", spaces, last_in)
        _add("activity_personfigures", "person_id", people, last_of)
        Line.objects.bulk_create(lines, ignore_conflicts=True)
        for post, space in moved.items():
            Line.objects.filter(post_id=post).update(space_id=space)
        ActiveDay.objects.bulk_create(
            (ActiveDay(space_id=space, person_id=person, day=day) for space, person, day in sorted(days)),
            ignore_conflicts=True,
        )


_VISIBLE = {
    events.POST_PUBLISHED,
    events.COMMENT_PUBLISHED,
    events.ANSWER_ACCEPTED,
    events.REACTION_GIVEN,
    events.SPACE_JOINED,
}


def _count_in_space(event: Event, spaces: Counter[tuple[UUID, str]]) -> None:
    if event.space_id is None:
        return
    if event.verb in _SPACE_STEP:
        column, step = _SPACE_STEP[event.verb]
        spaces[event.space_id, column] += step
        if event.verb == events.POST_MOVED:
            spaces[UUID(event.data["from"]), column] -= step
    elif event.verb in _SENSE and event.data["meaning"] == "tried":
        spaces[event.space_id, "tried"] += _SENSE[event.verb]


def _count_of_person(event: Event, people: Counter[tuple[UUID, str]]) -> None:
    if event.verb == events.POST_PUBLISHED and event.actor_id:
        people[event.actor_id, "posts"] += 1
    elif event.verb == events.COMMENT_PUBLISHED and event.actor_id:
        people[event.actor_id, "comments"] += 1
    elif event.verb in _REMOVALS:
        column, step = _REMOVALS[event.verb]
        if author := event.data.get("author"):
            people[UUID(author), column] += step
    elif event.verb in (events.ANSWER_ACCEPTED, events.ANSWER_UNACCEPTED):
        if answerer := event.data.get("answerer"):
            people[UUID(answerer), "answers"] += 1 if event.verb == events.ANSWER_ACCEPTED else -1
    elif event.verb in _SENSE:
        receiver, meaning = event.data.get("receiver"), event.data["meaning"]
        # One's own trial of one's own practice says nothing about what it gave others.
        if receiver and receiver != str(event.actor_id) and meaning in ("useful", "thanks", "tried"):
            people[UUID(receiver), meaning] += _SENSE[event.verb]


def _line(event: Event) -> Line | None:
    told = event.verb in TOLD or (
        event.verb == events.REACTION_GIVEN and event.data["meaning"] in TOLD_MEANINGS
    )
    if not told or event.space_id is None or event.actor_id is None:
        return None
    if event.verb == events.POST_PUBLISHED or event.verb == events.ANSWER_ACCEPTED:
        post: UUID | None = event.object_id
    else:
        post = UUID(event.data["post"]) if "post" in event.data else None
    return Line(
        id=event.id,
        verb=event.verb,
        at=event.at,
        space_id=event.space_id,
        actor_id=event.object_id if event.verb == events.SPACE_JOINED else event.actor_id,
        object_id=event.object_id,
        post_id=post,
        kind=event.data.get("meaning") or event.data.get("kind") or "",
    )


def _add(table: str, key: str, counts: Counter[tuple[UUID, str]], last: dict[UUID, datetime]) -> None:
    """Add to the counters of each row, making it the first time; rows in the order of their key (no deadlock)."""
    rows: dict[UUID, dict[str, Any]] = {row: {"last_at": at} for row, at in last.items()}
    for (row, column), step in counts.items():
        rows.setdefault(row, {})[column] = step
    names = sorted({column for row in rows.values() for column in row if column != "last_at"})
    if not rows:
        return
    # The names of tables and columns are this module's own.
    added = ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in names)
    columns = ", ".join([key, "last_at", *names, *(name for name in _COUNTS[table] if name not in names)])
    width = 2 + len(_COUNTS[table])
    statement = (
        f"INSERT INTO {table} ({columns}) VALUES ({', '.join(['%s'] * width)}) "  # noqa: S608
        f"ON CONFLICT ({key}) DO UPDATE SET last_at = greatest({table}.last_at, excluded.last_at)"
        + (f", {added}" if added else "")
    )
    with connection.cursor() as cursor:
        cursor.executemany(
            statement,
            [
                [row, values.get("last_at"), *(values.get(name, 0) for name in names)]
                + [0] * (width - 2 - len(names))
                for row, values in sorted(rows.items())
            ],
        )


_COUNTS = {
    "activity_spacefigures": ["members", "posts", "comments", "answered", "tried"],
    "activity_personfigures": ["posts", "comments", "answers", "useful", "thanks", "tried"],
}
