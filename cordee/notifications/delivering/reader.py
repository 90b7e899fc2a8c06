"""The reader that says what is to be sent. It talks to no network: it writes rows, and a job."""

from collections.abc import Sequence

from django.utils import timezone

from cordee.journal.models import Event
from cordee.journal.readers import Reader
from cordee.notifications.delivering.planning import plan
from cordee.notifications.delivering.waking import hand_over
from cordee.notifications.models import Delivery, Pace


class DeliveriesReader(Reader):
    """A delivery for each channel, person and event, as the person chose at that moment.

    It owns no table that a rebuild may empty: what was sent cannot be sent anew. The same event twice writes nothing, and
    what is older than ``planning.STALE`` is not sent at all, so that starting again from the first event is harmless.
    """

    name = (
        "notifications-outside"  # after the bell's in the alphabet, so that the bell knows first what is sent
    )
    tables = ()

    def consume(self, events: Sequence[Event]) -> None:
        """Decide for the whole batch, and write once."""
        now = timezone.now()
        planned = plan(events, now)
        if planned:
            Delivery.objects.bulk_create(planned, batch_size=2000, ignore_conflicts=True)
            hand_over([one.due for one in planned if one.pace == Pace.ONCE], now)
