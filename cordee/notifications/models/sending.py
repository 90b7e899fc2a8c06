"""What goes out: ``Delivery`` says that somebody is to hear of an event, ``Message`` is what is sent in one go."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.core.models import Row
from cordee.notifications.models.choices import Pace


class Message(Row):
    """What one person is sent by one channel in one go: one thing, or several that waited together.

    Its identifier is the same at each try, and so is the Message-ID of a mail: what was sent twice because a process
    died between the server's word and our mark is recognised as one. ``slot`` names a digest by its day, so that there
    is one. ``sender`` is who tries it now, until ``held_until`` at the latest. ``things``: how many lines were told.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        NEEDLESS = "needless", _("needless: it was read before")
        GONE = "gone", _("refused for good")
        GIVEN_UP = "given-up", _("given up")

    channel = models.CharField(max_length=12)
    person_id = models.UUIDField()
    slot = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    due = models.DateTimeField()
    sender = models.BigIntegerField(null=True)
    held_until = models.DateTimeField(null=True)
    things = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person_id", "channel", "slot"],
                condition=~models.Q(slot=""),
                name="one_digest_a_slot",
            ),
        ]
        indexes = [
            models.Index(
                fields=["channel", "due"], condition=models.Q(state="waiting"), name="notifications_to_send"
            ),
            models.Index(fields=["person_id", "done_at"], name="notifications_sent"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} to {self.person_id}"

    @property
    def is_digest(self) -> bool:
        """Whether it is a digest rather than something told at once."""
        return bool(self.slot)


class Delivery(models.Model):
    """Somebody is to hear of one event by one channel, once, not before ``due``.

    What is told of it stands in the bell, under the same ``position``: what was read there is not sent. It belongs to a
    message from the moment at which it is sent.
    """

    channel = models.CharField(max_length=12)
    person_id = models.UUIDField()
    event_id = models.UUIDField()
    position = models.BigIntegerField()
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=60)
    space_id = models.UUIDField(null=True)
    pace = models.CharField(max_length=6, choices=Pace.choices)
    due = models.DateTimeField()
    message = models.ForeignKey(Message, null=True, on_delete=models.CASCADE, related_name="deliveries")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(
                fields=["person_id", "channel", "event_id"], name="an_event_once_a_channel"
            ),
        ]
        indexes = [
            models.Index(
                fields=["channel", "due"], condition=models.Q(message=None), name="notifications_due"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} by {self.channel} to {self.person_id}"


class Unreachable(models.Model):
    """A channel does not reach somebody any more: their address refused for good, or messages came back.

    ``address`` is what failed: with another, they are reached again.
    """

    person_id = models.UUIDField()
    channel = models.CharField(max_length=12)
    address = models.CharField(max_length=500, blank=True)
    why = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person_id", "channel"], name="unreachable_once_a_channel"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} by {self.channel}"


class Rest(models.Model):
    """A channel that failed as a whole (its server is down) is left alone until ``until``."""

    channel = models.CharField(max_length=12, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.channel} rests until {self.until}"
