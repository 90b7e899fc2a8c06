"""The reader that turns acts into deliveries. It talks to no network: it writes rows and jobs."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from cordee.journal.models import Event
from cordee.journal.readers import Reader
from cordee.webhooks.actions.deliveries import hand_over
from cordee.webhooks.models import Delivery, Hook
from cordee.webhooks.payload import of_event
from cordee.webhooks.verbs import wants

OLD = timedelta(days=1)  # an act told to the journal so long after it happened comes from an import or a demo


class WebhookReader(Reader):
    """A delivery for each act and each webhook that wants it.

    It owns no table that a rebuild may empty: what was told outside cannot be told anew. ``Hook.told_up_to`` keeps a
    replay from saying anything twice.
    """

    name = "webhooks"
    tables = ()

    def consume(self, events: Sequence[Event]) -> None:
        """Two queries without webhooks; some more for a batch, whatever its length, and one a delivery for its job."""
        hooks = list(Hook.objects.filter(disabled_at=None))
        last = events[-1].position or 0
        now = timezone.now()
        fresh = [
            Delivery(hook=hook, event_id=event.id, verb=event.verb, body=of_event(event), due_at=now, at=now)
            for event in events
            if event.recorded_at - event.at < OLD
            for hook in hooks
            if (event.position or 0) > hook.told_up_to and wants(hook, event.verb, event.space_id)
        ]
        if fresh:
            Delivery.objects.bulk_create(fresh, batch_size=500, ignore_conflicts=True)
            hand_over(fresh)
        if hooks:
            Hook.objects.filter(id__in=[hook.id for hook in hooks], told_up_to__lt=last).update(
                told_up_to=last
            )
