"""The reader that tells acts of this Cordée as statements."""

from collections.abc import Sequence

from django.utils import timezone

from cordee.journal.models import Event
from cordee.journal.readers import Reader
from cordee.people.models import Person
from cordee.records.actions.statements import store
from cordee.records.models import ALL, Credential, Statement
from cordee.records.profile.telling import statement_of, who_did
from cordee.records.versions import Version

HOUSE = "cordee"  # the account of this Cordée itself, which vouches for what it tells
AT_ONCE = 500


class RecordsReader(Reader):
    """A statement for each act that the profile knows, under the identifier of the event.

    It owns no table that a rebuild may empty: other software's statements stand in the same ones. What is told already is
    known by its identifier, so that a replay tells what is missing, and who left stays forgotten.
    """

    name = "records"
    tables = ()

    def consume(self, events: Sequence[Event]) -> None:
        """Two queries for a batch, and those of storing what is new."""
        people = {who for event in events if (who := who_did(event))}
        here = set(Person.objects.filter(id__in=people).exclude(email=None).values_list("id", flat=True))
        told = [one for event in events if (one := statement_of(event, here))]
        stored = Statement.objects.filter(id__in=[one["id"] for one in told])
        known = {str(identifier) for identifier in stored.values_list("id", flat=True)}
        fresh = [one for one in told if one["id"] not in known]
        house = Credential(name="Cordée", user=HOUSE, scopes=[ALL])
        for begin in range(0, len(fresh), AT_ONCE):
            part = fresh[begin : begin + AT_ONCE]
            store(part, {}, by=house, version=Version.FIRST, now=timezone.now())
