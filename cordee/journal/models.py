"""The journal: what people did, in the order in which readers meet it."""

from django.db import models
from django.db.models import Func

from cordee.core.ids import uuid7


class ClockTimestamp(Func):
    """The wall clock of the database, which moves within a transaction (``now()`` does not)."""

    function = "CLOCK_TIMESTAMP"
    output_field = models.DateTimeField()


class Event(models.Model):
    """One act of a person. Holds identifiers and small facts, never what somebody wrote.

    ``at`` is when it happened (imports and demos tell of the past), ``recorded_at`` when it was
    written. ``position`` is empty until the event is sequenced (see ``journal.sequence``): it is the order
    in which every reader meets the events, without gaps and without latecomers.
    A database trigger refuses any other change to an event, and its removal.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    verb = models.CharField(max_length=60)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)
    position = models.BigIntegerField(null=True, unique=True, editable=False)
    actor_id = models.UUIDField(null=True)
    space_id = models.UUIDField(null=True)
    object_id = models.UUIDField()
    data = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(
                fields=["recorded_at", "id"],
                condition=models.Q(position__isnull=True),
                name="journal_event_unsequenced",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_id}"


class Cursor(models.Model):
    """How far a reader has come: it moves in the transaction of what the reader writes."""

    reader = models.CharField(max_length=60, primary_key=True)
    position = models.BigIntegerField(default=0)
    moved_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.reader} at {self.position}"
