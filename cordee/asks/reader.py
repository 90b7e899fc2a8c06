"""The reader that notices what happens to questions, and has the clock look at them."""

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.utils import timezone

from cordee.asks import events as own
from cordee.asks.actions.clock import due_now
from cordee.asks.actions.watching import open_watches
from cordee.asks.tasks import look_soon
from cordee.journal.models import Event
from cordee.journal.readers import Reader
from cordee.spaces import events as spaces

OF_A_QUESTION = frozenset(
    {
        spaces.ANSWER_ACCEPTED, spaces.ANSWER_UNACCEPTED, spaces.DUPLICATE_MARKED, spaces.DUPLICATE_UNMARKED,
        spaces.POST_MERGED, spaces.POST_REMOVED, spaces.POST_RESTORED, spaces.POST_LOCKED, spaces.POST_UNLOCKED,
        own.ASK_DECLINED, own.ASK_NOT_MINE,
        own.ASK_RELEASED, own.ASK_STILL_WAITS, own.ASK_SWITCHED,
    }
)  # fmt: skip
OF_A_REPLY = frozenset({spaces.COMMENT_PUBLISHED, spaces.COMMENT_REMOVED, spaces.COMMENT_RESTORED})


class AsksReader(Reader):
    """Opens watches and wakes the clock. It keeps nothing of its own: who was asked are acts, which outlive a rebuild.

    A rebuild opens no watch twice, and the clock, which reads how things stand, finds nothing to change.
    """

    name = "asks"
    tables: ClassVar[Sequence[type[models.Model]]] = ()

    def consume(self, events: Sequence[Event]) -> None:
        """Two statements at most for the batch."""
        now = timezone.now()
        open_watches(events, now)
        if due_now({post for event in events if (post := _question(event))}, now):
            look_soon()


def _question(event: Event) -> UUID | None:
    if event.verb in OF_A_QUESTION:
        return event.object_id
    if event.verb in OF_A_REPLY and event.data.get("kind") in (None, "question"):
        return UUID(event.data["post"])
    return None
