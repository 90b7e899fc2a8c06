"""The reader that says what is to be sent. It talks to no network: it writes rows, and a job sends what is due."""

from collections.abc import Sequence

from django.utils import timezone

from cordee.journal.models import Event
from cordee.journal.readers import Reader
from cordee.notifications.delivering.planning import plan
from cordee.notifications.models import Delivery


class DeliveriesReader(Reader):
    """A delivery for each channel, person and event, as the person chose at that moment.

    It owns no table that a rebuild may empty: what was sent cannot be sent anew. The same event twice writes nothing, and
    what is older than ``planning.STALE`` is not sent at all, so that starting again from the first event is harmless.
    """

    name = "deliveries"
    tables = ()

    def consume(self, events: Sequence[Event]) -> None:
        """Decide for the whole batch, and write once."""
        planned = plan(events, timezone.now())
        if planned:
            Delivery.objects.bulk_create(planned, batch_size=2000, ignore_conflicts=True)
