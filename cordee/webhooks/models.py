"""Addresses that are told what happens, and what they were told."""

from datetime import datetime, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.core.models import Row
from cordee.people.models import Person

BOTH_SECRETS_FOR = timedelta(days=1)  # after a rotation, both sign


class Hook(Row):
    """An address that is told of acts. No secret is stored: it is made of the instance's key and ``generation``.

    Empty ``verbs`` or ``spaces`` mean all. ``told_up_to`` is the journal's position behind which nothing is told again,
    whatever becomes of the reader's cursor. ``failing_since`` is empty while deliveries arrive; until ``rests_until``
    none is tried.
    """

    name = models.CharField(max_length=80)
    address = models.URLField(max_length=500)
    verbs = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    spaces = ArrayField(models.UUIDField(), default=list, blank=True)
    generation = models.PositiveIntegerField(default=1)
    rotated_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    told_up_to = models.BigIntegerField(default=0)
    failing_since = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    rests_until = models.DateTimeField(null=True)
    disabled_at = models.DateTimeField(null=True)
    disabled_by_failing = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name

    def generations(self, now: datetime) -> list[int]:
        """Which secrets sign at this moment, the newest first."""
        if self.generation > 1 and self.rotated_at and now - self.rotated_at < BOTH_SECRETS_FOR:
            return [self.generation, self.generation - 1]
        return [self.generation]


class Delivery(Row):
    """One act (or a test) told to one address: what is sent, and what came back at the last try."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DELIVERED = "delivered", _("delivered")
        GIVEN_UP = "given-up", _("given up")

    hook = models.ForeignKey(Hook, on_delete=models.CASCADE, related_name="deliveries")
    event_id = models.UUIDField(null=True)
    verb = models.CharField(max_length=60)
    body = models.JSONField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(null=True)
    milliseconds = models.PositiveIntegerField(null=True)
    answer = models.CharField(max_length=500, blank=True)
    trouble = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "deliveries"
        indexes = [
            models.Index(fields=["hook", "-id"], name="webhooks_delivery_hook"),
            models.Index(
                fields=["due_at"], condition=models.Q(state="waiting"), name="webhooks_delivery_due"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["hook", "event_id"], name="an_event_once_a_hook"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} to {self.hook_id}"
