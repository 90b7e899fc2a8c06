"""Reading about somebody is itself an act that they may know of."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from cordee.administration import events
from cordee.administration.access import check_administers
from cordee.administration.queries.audit import Filters, all_entries
from cordee.administration.words import words_of
from cordee.core import tables
from cordee.core.models import Organisation
from cordee.journal.actions import record
from cordee.people.models import DataLook, Person

COLUMNS = ("at", "person", "verb", "words", "concerns", "space", "facts", "event")


@transaction.atomic
def note_look(viewer: Person, subject: Person, *, now: datetime) -> None:
    """Somebody looked another person up in the audit log; the one concerned reads it. Once a day and viewer."""
    seen = DataLook.objects.filter(
        viewer=viewer, subject=subject, what=DataLook.What.AUDIT, at__date=timezone.localdate(now)
    )
    if viewer.id != subject.id and not seen.exists():
        DataLook.objects.create(viewer=viewer, subject=subject, what=DataLook.What.AUDIT, at=now)


@transaction.atomic
def export_audit(actor: Person, filters: Filters, *, now: datetime) -> Iterator[str]:
    """The matching entries as lines of CSV; that it was taken away is itself recorded. Raises Forbidden."""
    check_administers(actor, reads=True)
    organisation = Organisation.objects.first()
    if organisation:
        record(events.audit_exported(organisation, actor.id), at=now)
    if filters.person:
        note_look(actor, filters.person, now=now)
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
