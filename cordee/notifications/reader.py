"""The reader that fills the bells."""

from collections.abc import Iterable, Sequence
from uuid import UUID, uuid5

from django.db import connection
from django.db.models import Q

from cordee.core.ids import uuid7
from cordee.journal.models import Event
from cordee.journal.readers import Reader
from cordee.notifications.decide import decide
from cordee.notifications.kinds.contract import Telling
from cordee.notifications.models import Cause, Notice, ReadMark
from cordee.notifications.reasons import REASONS
from cordee.spaces import events as spaces_events

CHANNEL = "cordee_bell"

Group = tuple[UUID, str]


class NotificationsReader(Reader):
    """One line a person and key, until it is read: then what follows begins another.

    What it looks up beside the events is listed in ``around`` (authors, participants, followers, members, handles,
    skills) and bounded by the time of the event. Which groups are closed it takes from ``ReadMark``, which a rebuild
    leaves alone: so a rebuild gives the same lines, and what was read stays read. An import writes nothing here: what
    happened more than thirty days before it was recorded is no news (``decide.PAST``).
    """

    name = "notifications"
    tables = (Cause, Notice)

    def consume(self, events: Sequence[Event]) -> None:
        """Decide for the whole batch, then write each table once, and say whose bell changed."""
        tellings = decide(events)
        changed = _write(tellings) if tellings else set()
        changed |= _take_back(events)
        announce(changed)


def announce(people: Iterable[UUID]) -> None:
    """Tell the other processes, at commit, whose count of unread lines may have changed."""
    if told := sorted(str(person) for person in people):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, person) FROM unnest(%s::text[]) AS person", [CHANNEL, told])


def _write(tellings: Sequence[Telling]) -> set[UUID]:
    open_groups = _newest(tellings)
    marks = _marks({telling.person_id for telling in tellings})
    notices: dict[UUID, Notice] = {}
    causes = []
    for telling in tellings:
        group = (telling.person_id, telling.key)
        position = telling.event.position
        assert position is not None
        notice = open_groups.get(group)
        if notice is None or _closed(marks, group, notice.position, position):
            notice = open_groups[group] = _opened(telling)
        notice.position, notice.at, notice.reason = position, telling.event.at, telling.reason
        notice.unread = not _closed(marks, group, position)
        notices[notice.id] = notice
        causes.append(_cause(notice, telling))
    Notice.objects.bulk_create(
        [notices[key] for key in sorted(notices)],
        batch_size=2000,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["position", "at", "reason", "unread"],
    )
    Cause.objects.bulk_create(causes, batch_size=2000)
    return {notice.person_id for notice in notices.values()}


def _newest(tellings: Sequence[Telling]) -> dict[Group, Notice]:
    """The newest line of each group that is touched, locked against who marks it as read at this moment."""
    rows = Notice.objects.filter(
        person_id__in={telling.person_id for telling in tellings},
        key__in={telling.key for telling in tellings},
    )
    newest = rows.order_by("person_id", "key", "-position").distinct("person_id", "key").values("id")
    locked = Notice.objects.select_for_update().filter(id__in=list(newest.values_list("id", flat=True)))
    return {(notice.person_id, notice.key): notice for notice in locked.order_by("id")}


def _marks(people: set[UUID]) -> dict[Group, list[int]]:
    marks: dict[Group, list[int]] = {}
    rows = ReadMark.objects.filter(person_id__in=people)
    for person, key, position in rows.values_list("person_id", "key", "position"):
        marks.setdefault((person, key), []).append(position)
    return marks


def _closed(marks: dict[Group, list[int]], group: Group, last: int, before: int | None = None) -> bool:
    """Whether somebody read the group when ``last`` was its last event, and before the event at ``before``."""
    read = marks.get(group, []) + marks.get((group[0], ""), [])
    return any(last <= mark and (before is None or mark < before) for mark in read)


def _opened(telling: Telling) -> Notice:
    event = telling.event
    return Notice(
        id=uuid7(event.at, str(uuid5(event.id, str(telling.person_id)))),
        person_id=telling.person_id,
        kind=telling.kind,
        key=telling.key,
        stops=REASONS[telling.reason].stops if telling.subject else "",
        subject=telling.subject,
    )


def _cause(notice: Notice, telling: Telling) -> Cause:
    return Cause(
        notice=notice,
        position=notice.position,
        actor_id=None if telling.nameless else telling.event.actor_id,
        space_id=telling.space_id,
        post_id=telling.post_id,
        comment_id=telling.comment_id,
        path_id=telling.path_id,
        object_id=telling.object_id,
        meaning=telling.meaning,
    )


def _take_back(events: Sequence[Event]) -> set[UUID]:
    """Reactions that were withdrawn go from their lines; a line without any is not shown."""
    gone: dict[int, UUID] = {}
    for event in events:
        if event.verb != spaces_events.REACTION_WITHDRAWN:
            continue
        post = UUID(event.data["post"])
        comment = event.object_id if event.object_id != post else None
        rows = Cause.objects.filter(
            Q(comment_id=comment),
            post_id=post,
            actor_id=event.actor_id,
            meaning=event.data["meaning"],
            position__lt=event.position,
        )
        gone |= dict(rows.values_list("id", "notice__person_id"))
    Cause.objects.filter(id__in=list(gone)).delete()
    return set(gone.values())
