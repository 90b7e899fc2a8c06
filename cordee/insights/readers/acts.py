"""The reader that writes acts from the journal, who belonged where and when, and which weeks have to be counted."""

from collections.abc import Sequence
from datetime import timedelta
from typing import ClassVar
from uuid import UUID

from django.db.models import Q

from cordee.insights.acts import Around, Undoing, act_of_event, undoing
from cordee.insights.acts.around import uuid_of
from cordee.insights.counting.windows import DAYS
from cordee.insights.models import Act, JournalAct, Kind, Presence, Scope, Source
from cordee.insights.readers.belonging import Belonging
from cordee.insights.readers.marking import Marks
from cordee.journal.models import Event
from cordee.journal.readers import Reader
from cordee.paths.models import Cohort
from cordee.people import events as people
from cordee.people.actions.arranging import UNIT_EDITED, UNIT_REMOVED
from cordee.spaces import events as spaces
from cordee.spaces.queries.readings import readers_of


class ActsReader(Reader):
    """A batch is taken event by event in memory and written at once; what hides or moves acts writes what came before."""

    name = "acts"
    tables: ClassVar = (JournalAct, Presence)

    def begin_anew(self) -> None:
        """What was counted stays to be seen until it is counted again."""
        Marks.mark_all_counted()

    def consume(self, events: Sequence[Event]) -> None:
        """Some ten statements a batch, and two for each event that hides, moves or shows again."""
        batch = _Batch(events)
        for event in events:
            batch.take(event)
        batch.write()


class _Batch:
    def __init__(self, events: Sequence[Event]) -> None:
        self.marks = Marks()
        self.belonging = Belonging(events, self.marks)
        self.acts: list[Act] = []
        self.cared: list[Act] = []  # a contribution was written, or looked after
        held = {event.space_id for event in events if event.space_id}
        rows = Cohort.objects.filter(space_id__in=held).values_list("space_id", "path_id", "id")
        cohorts = {space: (path, cohort) for space, path, cohort in rows if space}
        readers = readers_of(events)
        self.belonging.follow(set(readers.values()))
        self.around = Around(
            units=self.belonging.units, cohorts=cohorts, leads=self.belonging.leads, readers=readers
        )

    def take(self, event: Event) -> None:
        self.belonging.take(event)
        if change := undoing(event):
            self._flush()
            self._undo(change)
        if act := act_of_event(event, self.around):
            self.acts.append(act)
            self.marks.act(act)
            if act.kind in (Kind.CONTRIBUTE, Kind.OTHER) and act.object_id == act.thread_id:
                self.cared.append(act)
        match event.verb:
            case spaces.POST_MOVED if event.space_id:
                self._flush()
                self._move(event.object_id, event.space_id)
            case people.PERSON_LEFT:
                self._flush()
                self._forget(event.object_id)
            case verb if verb == UNIT_REMOVED:
                self._flush()
                self._close_unit(event.object_id, uuid_of(event.data.get("above")))
            case verb if verb == UNIT_EDITED and event.data.get("moved"):
                self.marks.everything_of(Scope.UNIT)

    def _forget(self, person: UUID) -> None:
        """What the journal does not tell of somebody who left: what they read, and what other software told of them."""
        rows = Act.objects.filter(Q(source=Source.STATEMENT) | Q(kind=Kind.READ), person_id=person)
        self.marks.acts(rows)
        rows.delete()

    def _undo(self, change: Undoing) -> None:
        rows = JournalAct.objects.filter(object_id=change.object_id, kind=change.kind, seen=not change.seen)
        if change.person_id:
            rows = rows.filter(person_id=change.person_id)
        if change.last:
            rows = JournalAct.objects.filter(id__in=rows.order_by("-at", "-id").values("id")[:1])
        self.marks.acts(rows)
        rows.update(seen=change.seen)
        if change.kind in (Kind.CONTRIBUTE, Kind.REPLY):  # it is among what others met, or no longer
            self.marks.acts(JournalAct.objects.filter(thread_id=change.object_id))

    def _move(self, post: UUID, space: UUID) -> None:
        """A conversation goes to another space, with all that was done in it."""
        rows = JournalAct.objects.filter(thread_id=post)
        self.marks.acts(rows)
        path, cohort = self.around.cohorts.get(space, (None, None))
        rows.update(space_id=space, path_id=path, cohort_id=cohort)
        self.marks.acts(rows)

    def _close_unit(self, unit: UUID, above: UUID | None) -> None:
        """Its people and what they did count for the unit above."""
        self.marks.everything_of(Scope.UNIT)
        Act.objects.filter(unit_id=unit).update(unit_id=above)
        self.belonging.close_unit(unit, above)

    def _flush(self) -> None:
        Act.objects.bulk_create(self.acts, ignore_conflicts=True)
        self.acts.clear()

    def write(self) -> None:
        self._flush()
        if self.cared:  # how fresh it is counts in each window in which it was met since
            since = min(act.at for act in self.cared) - timedelta(days=DAYS)
            threads = {act.thread_id for act in self.cared if act.thread_id}
            self.marks.acts(JournalAct.objects.filter(thread_id__in=threads, at__gt=since))
        self.belonging.write()
        self.marks.write()
