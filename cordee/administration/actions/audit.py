"""Reading about somebody is itself an act that they may know of."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from cordee.administration import events
from cordee.administration.access import check_administers
from cordee.administration.queries.audit import Filters, all_entries
from cordee.administration.words import words_of
from cordee.core import tables
from cordee.core.models import Organisation
from cordee.journal.actions import record
from cordee.people.actions.looks import note_look_today
from cordee.people.models import DataLook, Person

COLUMNS = ("at", "person", "verb", "words", "concerns", "space", "facts", "event")


@transaction.atomic
def export_audit(actor: Person, filters: Filters, *, now: datetime) -> Iterator[str]:
    """The matching entries as lines of CSV; that it was taken away is itself recorded. Raises Forbidden."""
    check_administers(actor, reads=True)
    organisation = Organisation.objects.first()
    if organisation:
        record(events.audit_exported(organisation, actor.id), at=now)
    if filters.person:
        note_look_today(actor, filters.person, now=now, what=DataLook.What.AUDIT)
    return _lines(filters)


def _lines(filters: Filters) -> Iterator[str]:
    yield tables.MARK + tables.line(COLUMNS)
    for entry in all_entries(filters):
        event = entry.event
        yield tables.line(
            (
                event.at.isoformat(),
                entry.actor.name if entry.actor else "",
                event.verb,
                words_of(event.verb),
                entry.concerned.name if entry.concerned else "",
                entry.space.title if entry.space else "",
                entry.facts,
                str(event.id),
            )
        )
