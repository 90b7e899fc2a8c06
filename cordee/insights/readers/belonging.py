"""Who belongs where, as the journal tells it: to the organisation, spaces, cohorts, units."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from cordee.insights.acts.around import uuid_of
from cordee.insights.models import Presence, Scope
from cordee.insights.readers.marking import Marks
from cordee.journal.models import Event
from cordee.paths import events as paths
from cordee.people import events as people
from cordee.people.actions.administering import DEACTIVATED, REACTIVATED
from cordee.people.models import Person
from cordee.spaces import events as spaces
from cordee.spaces.models import Membership

FACILITATOR = Membership.Role.FACILITATOR
Key = tuple[str, UUID | None, UUID]  # scope, its identifier, the person


class Belonging:
    """The open rows of everyone whom some events concern. ``units`` and ``leads`` follow them event by event."""

    def __init__(self, events: Sequence[Event], marks: Marks) -> None:
        self.marks = marks
        concerned = _concerned(events)
        self.open: dict[Key, Presence] = {
            (row.scope, row.scope_id, row.person_id): row
            for row in Presence.objects.filter(person_id__in=concerned, until=None)
        }
        self.units = {
            row.person_id: row.scope_id
            for row in self.open.values()
            if row.scope == Scope.UNIT and row.scope_id
        }
        self.leads: set[tuple[UUID | None, UUID]] = {
            (row.scope_id, row.person_id) for row in self.open.values() if row.leads and row.scope_id
        }
        self.changed: dict[int, Presence] = {}
        self.fresh: list[Presence] = []
        self.stand = _standing(events)

    def follow(self, people: set[UUID]) -> None:
        """Where some more people stand, whom no event names. One query, none where there are none."""
        rows = Presence.objects.filter(scope=Scope.UNIT, until=None, person_id__in=people) if people else ()
        for row in rows:
            if row.scope_id and (row.scope, row.scope_id, row.person_id) not in self.open:
                self.open[row.scope, row.scope_id, row.person_id] = row
                self.units[row.person_id] = row.scope_id

    def take(self, event: Event) -> None:
        """Follow what an event says of belonging; nothing for nearly all."""
        who, at, data = event.object_id, event.at, event.data
        match event.verb:
            case people.PERSON_JOINED:
                self._come(Scope.ORGANISATION, None, who, at)
                self._place(who, uuid_of(data["unit"]) if "unit" in data else self.stand.get(who), at)
            case people.PLACED if "unit" in data:
                self._place(who, uuid_of(data["unit"]), at)
            case people.PLACED if "unit" in data.get("fields", ()):
                self._place(who, self.stand.get(who), at)
            case people.PERSON_LEFT | _Verbs.DEACTIVATED:
                self._go_from_all(who, at, organisation_only=event.verb == DEACTIVATED)
            case _Verbs.REACTIVATED:
                self._come(Scope.ORGANISATION, None, who, at, anew=False)
            case spaces.SPACE_JOINED | spaces.ROLE_CHANGED if event.space_id:
                row = self._come(Scope.SPACE, event.space_id, who, at)
                self._lead(row, leads=data.get("role") == FACILITATOR)
            case spaces.SPACE_LEFT if event.space_id:
                self._go(Scope.SPACE, event.space_id, who, at)
            case paths.ENROLLED | paths.WITHDRAWN:
                self._enrolment(event)
            case paths.COHORT_CLOSED:
                self._close_cohort(event.object_id, at)

    def _enrolment(self, event: Event) -> None:
        cohort, person = (uuid_of(event.data.get(name)) for name in ("cohort", "person"))
        if cohort and person:
            if event.verb == paths.ENROLLED:
                self._come(Scope.COHORT, cohort, person, event.at)
            else:
                self._go(Scope.COHORT, cohort, person, event.at)

    def _place(self, person: UUID, unit: UUID | None, at: datetime) -> None:
        before = self.units.get(person)
        if before == unit:
            return
        if before:
            self._go(Scope.UNIT, before, person, at)
            del self.units[person]
        if unit:
            self._come(Scope.UNIT, unit, person, at)
            self.units[person] = unit

    def _come(
        self, scope: Scope, scope_id: UUID | None, person: UUID, at: datetime, *, anew: bool = True
    ) -> Presence:
        key = (scope.value, scope_id, person)
        if key not in self.open:
            self.open[key] = Presence(
                scope=scope.value, scope_id=scope_id, person_id=person, since=at, anew=anew
            )
            self.fresh.append(self.open[key])
            self.marks.onward(scope, scope_id, at)
        return self.open[key]

    def _lead(self, row: Presence, *, leads: bool) -> None:
        if row.leads == leads:
            return
        row.leads = leads
        key = (row.scope_id, row.person_id)
        (self.leads.add if leads else self.leads.discard)(key)
        self._change(row)
        self.marks.onward(Scope.SPACE, row.scope_id, row.since)  # who facilitates is no newcomer

    def _go(self, scope: Scope, scope_id: UUID | None, person: UUID, at: datetime) -> None:
        row = self.open.pop((scope.value, scope_id, person), None)
        if row is None:
            return
        row.until = max(at, row.since)
        self.leads.discard((scope_id, person))
        self._change(row)
        self.marks.onward(scope, scope_id, at)

    def _go_from_all(self, person: UUID, at: datetime, *, organisation_only: bool) -> None:
        for scope, scope_id, who in list(self.open):
            if who == person and (scope == Scope.ORGANISATION or not organisation_only):
                self._go(Scope(scope), scope_id, who, at)
        if not organisation_only:
            self.units.pop(person, None)

    def _close_cohort(self, cohort: UUID, at: datetime) -> None:
        self.write()
        self.marks.onward(Scope.COHORT, cohort, at)
        Presence.objects.filter(scope=Scope.COHORT, scope_id=cohort, until=None, since__lte=at).update(
            until=at
        )
        for key in [key for key in self.open if key[:2] == (Scope.COHORT.value, cohort)]:
            del self.open[key]

    def close_unit(self, unit: UUID, above: UUID | None) -> None:
        """Whoever stood in a unit that is gone stands, and stood, in the one above."""
        self.write()
        rows = Presence.objects.filter(scope=Scope.UNIT, scope_id=unit)
        if above is None:
            rows.delete()
        else:
            twice = Presence.objects.filter(scope=Scope.UNIT, scope_id=above, until=None).values("person_id")
            rows.filter(until=None, person_id__in=twice).delete()
            rows.update(scope_id=above)
        for person in [person for person, stands in self.units.items() if stands == unit]:
            del self.units[person]
            row = self.open.pop((Scope.UNIT.value, unit, person), None)
            if above and row:
                row.scope_id = above
                self.open[Scope.UNIT.value, above, person] = row
                self.units[person] = above

    def _change(self, row: Presence) -> None:
        if row.pk is not None:
            self.changed[row.pk] = row

    def write(self) -> None:
        """Write what changed. Two statements at most, besides one a thousand rows."""
        # First what ended: who went and came again in one batch has no two open rows.
        Presence.objects.bulk_update(self.changed.values(), ["until", "leads"], batch_size=500)
        Presence.objects.bulk_create(self.fresh)
        self.fresh, self.changed = [], {}


class _Verbs:
    """Names with a dot, so that ``match`` compares with them."""

    DEACTIVATED, REACTIVATED = DEACTIVATED, REACTIVATED


def _concerned(events: Sequence[Event]) -> set[UUID]:
    """Whose acts or whose coming and going the events tell of."""
    found = {event.actor_id for event in events if event.actor_id} | {event.object_id for event in events}
    return found | {named for event in events if (named := uuid_of(event.data.get("person")))}


def _standing(events: Sequence[Event]) -> dict[UUID, UUID]:
    """Where people stand today, for events written before they said so. One query, none where all say it."""
    old = {
        event.object_id
        for event in events
        if event.verb in (people.PERSON_JOINED, people.PLACED) and "unit" not in event.data
    }
    rows = Person.objects.filter(id__in=old, unit__isnull=False) if old else Person.objects.none()
    return {person: unit for person, unit in rows.values_list("id", "unit_id") if unit}
