"""The reader that tells acts of this Cordée as statements."""

from collections.abc import Sequence

from django.conf import settings

from cordee.journal.models import Event
from cordee.journal.readers import Reader
from cordee.people.models import Person
from cordee.records.actions.statements import store
from cordee.records.homes import remember_home
from cordee.records.models import ALL, Credential, Horizon, Statement
from cordee.records.profile.telling import statement_of, who_did
from cordee.records.versions import Version

HOUSE = "cordee"  # the account of this Cordée itself, which vouches for what it tells
AT_ONCE = 500


class RecordsReader(Reader):
    """A statement for each act that the profile knows, under the identifier of the event.

    It owns no table that a rebuild may empty: other software's statements stand in the same ones. What is told already is
    known by its identifier, so that a replay tells what is missing; who left stays forgotten, and what was old enough to
    be let go of stays away.
    """

    name = "records"
    tables = ()

    def consume(self, events: Sequence[Event]) -> None:
        """Three queries for a batch, and those of storing what is new."""
        gone = Horizon.objects.values_list("told_up_to", flat=True).first()
        if gone is not None:
            events = [event for event in events if event.position is None or event.position > gone]
        people = {who for event in events if (who := who_did(event))}
        here = set(Person.objects.filter(id__in=people).exclude(email=None).values_list("id", flat=True))
        told = [one for event in events if (one := statement_of(event, here))]
        stored = Statement.objects.filter(id__in=[one["id"] for one in told])
        known = {str(identifier) for identifier in stored.values_list("id", flat=True)}
        fresh = [one for one in told if one["id"] not in known]
        if fresh:
            remember_home(settings.SITE_ADDRESS)
        house = Credential(name="Cordée", user=HOUSE, scopes=[ALL])
        for begin in range(0, len(fresh), AT_ONCE):
            part = fresh[begin : begin + AT_ONCE]
            store(part, {}, by=house, version=Version.FIRST)
