"""The reader that writes acts from the journal, who belonged where and when, and which weeks have to be counted."""

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from cordee.insights.acts import Around, Undoing, act_of_event, undoing
from cordee.insights.acts.around import uuid_of
from cordee.insights.models import Act, JournalAct, OutsideAct, Presence, Scope
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
        held = {event.space_id for event in events if event.space_id}
        rows = Cohort.objects.filter(space_id__in=held).values_list("space_id", "path_id", "id")
        cohorts = {space: (path, cohort) for space, path, cohort in rows if space}
        self.around = Around(
            units=self.belonging.units,
            cohorts=cohorts,
            leads=self.belonging.leads,
            readers=readers_of(events),
        )

    def take(self, event: Event) -> None:
        self.belonging.take(event)
        if change := undoing(event):
            self._flush()
            self._undo(change)
        if act := act_of_event(event, self.around):
            self.acts.append(act)
            self.marks.act(act)
        match event.verb:
            case spaces.POST_MOVED if event.space_id:
                self._flush()
                self._move(event.object_id, event.space_id)
            case people.PERSON_LEFT:
                self.marks.acts(OutsideAct.objects.filter(person_id=event.object_id))
                OutsideAct.objects.filter(person_id=event.object_id).delete()
            case verb if verb == UNIT_REMOVED:
                self._flush()
                self._close_unit(event.object_id, uuid_of(event.data.get("above")))
            case verb if verb == UNIT_EDITED and event.data.get("moved"):
                self.marks.everything_of(Scope.UNIT)

    def _undo(self, change: Undoing) -> None:
        rows = JournalAct.objects.filter(object_id=change.object_id, kind=change.kind, seen=not change.seen)
        if change.person_id:
            rows = rows.filter(person_id=change.person_id)
        if change.last:
            rows = JournalAct.objects.filter(id__in=rows.order_by("-at", "-id").values("id")[:1])
        self.marks.acts(rows)
        rows.update(seen=change.seen)

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
        self.belonging.write()
        self.marks.write()
