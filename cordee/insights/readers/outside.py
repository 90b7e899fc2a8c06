"""The reader that writes acts from the statements of other software, in the order in which they were stored."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

import orjson
from allauth.account.models import EmailAddress

from cordee.insights.acts import Around, act_of_statement
from cordee.insights.acts.around import uuid_of
from cordee.insights.acts.statements import agent_name
from cordee.insights.models import Act, OutsideAct, Presence, Scope
from cordee.insights.readers.marking import Marks
from cordee.journal.models import Event
from cordee.journal.readers import Reader
from cordee.people.models import Person
from cordee.records.models import Statement
from cordee.records.people import agent_of
from cordee.records.positions import from_moment
from cordee.records.queries.transactions import oldest_running

# A statement's place says when storing it began, not when that was committed. So a place is read only once everything
# that was being stored then has ended: a minute later, and later still while an older transaction is open.
PATIENCE = timedelta(seconds=60)


class OutsideReader(Reader):
    """Statements that were not made from the journal, by people who are known here."""

    name = "outside"
    tables: ClassVar = (OutsideAct,)
    follows_journal = False

    def waiting(self, after: int, batch: int) -> Sequence[Statement]:
        """Those that nothing stored earlier can still come before. Two queries."""
        found = Statement.objects.filter(
            position__gt=after, position__lt=from_moment(oldest_running() - PATIENCE)
        )
        return list(found.order_by("position")[:batch])

    def consume(self, items: Sequence[Statement]) -> None:
        """Some eight queries a batch; what voids a statement takes its act back."""
        of_journal = set(Event.objects.filter(id__in=[row.id for row in items]).values_list("id", flat=True))
        rows = [row for row in items if row.id not in of_journal]
        read = {row.id: orjson.loads(row.raw) for row in rows}
        people = known(one["actor"] for one in read.values())
        stood = _stood(set(people.values()))
        around, acts = Around(people=people), list[Act]()
        marks = Marks()
        for row in rows:
            if act := act_of_statement(read[row.id], around):
                act.seen = not row.voided
                act.unit_id = next(
                    (
                        unit
                        for unit, since, until in stood.get(act.person_id, ())
                        if since <= act.at and (until is None or act.at < until)
                    ),
                    None,
                )
                acts.append(act)
                marks.act(act)
        Act.objects.bulk_create(acts, ignore_conflicts=True)
        voided = OutsideAct.objects.filter(id__in=[row.target for row in items if row.voids and row.target])
        marks.acts(voided.filter(seen=True))
        voided.update(seen=False)
        marks.write()


def _stood(people: set[UUID]) -> dict[UUID, list[tuple[UUID | None, datetime, datetime | None]]]:
    """In which units people stood, from when to when. One query."""
    found: dict[UUID, list[tuple[UUID | None, datetime, datetime | None]]] = {}
    for row in Presence.objects.filter(scope=Scope.UNIT, person_id__in=people).order_by("since"):
        found.setdefault(row.person_id, []).append((row.scope_id, row.since, row.until))
    return found


def known(agents: Iterable[dict[str, Any]]) -> dict[tuple[str, str], UUID]:
    """Who here is behind each agent, by the rules of the record store: our own account, or an address. Three queries."""
    names = {name for agent in agents if (name := agent_name(agent))}
    found: dict[tuple[str, str], UUID] = {}
    accounts = (value.rpartition("\n")[2] for kind, value in names if kind == "account")
    numbers = {number for name in accounts if (number := uuid_of(name))}
    for person in Person.objects.filter(id__in=numbers, erased_at=None).values_list("id", flat=True):
        if (name := agent_name(agent_of(person))) in names and name:
            found[name] = person
    addresses = {value.removeprefix("mailto:") for kind, value in names if kind == "mbox"}
    for model, field, whose in ((EmailAddress, "email", "user_id"), (Person, "email", "id")):
        rows = model._default_manager.filter(**{f"{field}__in": addresses}).values_list(field, whose)
        found |= {("mbox", f"mailto:{address.lower()}"): person for address, person in rows}
    return {name: person for name, person in found.items() if name in names}
