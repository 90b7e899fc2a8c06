"""Mail that came in, and mail that a demo caught instead of sending it."""

from email.utils import parseaddr

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.core.models import Row
from cordee.people.models import Person


class Received(Row):
    """A message that came in for one of our signed addresses, kept before its sender's server is told that we have it.

    ``key`` is made of the address and the Message-ID: the same message is taken once. ``raw`` is emptied as soon as it
    was dealt with. ``note`` says why, for the log. What its author is answered: ``answer`` names which mail it is,
    ``said`` holds why, ``words`` what they get back; they are emptied when it has left. ``place`` is where it leads.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        POSTED = "posted", _("posted")
        REFUSED = "refused", _("refused")
        IGNORED = "ignored", _("ignored")
        BOUNCED = "bounced", _("came back")
        DELAYED = "delayed", _("delayed")

    key = models.CharField(max_length=64, unique=True)
    address = models.CharField(max_length=320)
    sender = models.CharField(max_length=320, blank=True)
    envelope = models.BooleanField(
        default=True
    )  # is ``sender`` that of the envelope, or only what a header said?
    raw = models.BinaryField()
    received_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    note = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    comment_id = models.UUIDField(null=True)
    place = models.CharField(max_length=200, blank=True)
    message_id = models.CharField(max_length=250, blank=True)
    said = models.CharField(max_length=500, blank=True)
    words = models.TextField(blank=True)
    answer = models.CharField(max_length=20, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["received_at"], condition=models.Q(state="waiting"), name="mailbox_waiting"),
            models.Index(fields=["person", "-received_at"], name="mailbox_of_a_person"),
            models.Index(fields=["received_at"], name="mailbox_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.message_id}"


class Caught(Row):
    """A mail of a demo without a mail server: kept here, a few for each address, for whoever has that address."""

    to = models.CharField(max_length=254)
    sender = models.CharField(max_length=320)
    answer_to = models.CharField(max_length=320, blank=True)
    subject = models.CharField(max_length=300)
    message_id = models.CharField(max_length=250, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "caught"
        indexes = [models.Index(fields=["to", "-id"], name="mailbox_box")]

    @property
    def sender_name(self) -> str:
        """Who it comes from as a mail program shows it: the name, or the address where there is none."""
        name, address = parseaddr(self.sender)
        return name or address

    def __str__(self) -> str:
        return self.subject
