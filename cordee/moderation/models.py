"""Reports, what was decided, appeals, and the log that nobody edits."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cordee.core.models import Row
from cordee.people.models import Person
from cordee.spaces.models import Comment, Post, Space


class Decision(Row):
    """What somebody who moderates decided, and why, in words that the person concerned reads.

    ``person`` is who it concerns: the author of the text, or who was suspended. A dismissed report concerns nobody.
    """

    class What(models.TextChoices):
        DISMISSED = "dismissed", _("Nothing to change")
        HIDDEN = "hidden", _("The text was hidden")
        WARNED = "warned", _("A warning")
        SUSPENDED = "suspended", _("Reads, and does not contribute for a time")

    what = models.CharField(max_length=10, choices=What.choices)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="decisions")
    post = models.ForeignKey(Post, null=True, on_delete=models.SET_NULL, related_name="+")
    comment = models.ForeignKey(Comment, null=True, on_delete=models.SET_NULL, related_name="+")
    space = models.ForeignKey(Space, null=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=1000)
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-id"], name="moderation_decision_person"),
            models.Index(
                fields=["until"],
                condition=Q(what="suspended", ended_at__isnull=True),
                name="moderation_suspension_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.person_id}"


class Report(Row):
    """Somebody asks those who moderate to look at a text. Open until a decision closes it."""

    class Reason(models.TextChoices):
        UNKIND = "unkind", _("Unkind, or an attack on somebody")
        PERSONAL = "personal", _("Shows what is private of somebody")
        WRONG = "wrong", _("Dangerous or wrong advice")
        ADVERTISING = "advertising", _("Advertising")
        OFF_TOPIC = "off-topic", _("Has no place in this space")
        OTHER = "other", _("Something else")

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reports")
    comment = models.ForeignKey(Comment, null=True, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="reports")
    reason = models.CharField(max_length=12, choices=Reason.choices)
    words = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()
    decision = models.ForeignKey(Decision, null=True, on_delete=models.SET_NULL, related_name="reports")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reporter", "post", "comment"],
                condition=Q(closed_at__isnull=True),
                name="one_open_report",
                nulls_distinct=False,
            ),
        ]
        indexes = [
            models.Index(
                fields=["post", "-id"], condition=Q(closed_at__isnull=True), name="moderation_report_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.comment_id or self.post_id}"

    @property
    def text(self) -> Post | Comment:
        """What was reported."""
        return self.comment or self.post


class Appeal(Row):
    """The person concerned asks for a decision to be looked at again, once."""

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="appeal")
    words = models.CharField(max_length=2000)
    at = models.DateTimeField()
    upheld = models.BooleanField(
        null=True
    )  # None: waits; True: the decision stands; False: it was taken back
    answer = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"against {self.decision_id}"


class ModerationEntry(Row):
    """Who did what, to what, and why. The database refuses to change or remove one.

    Identifiers, not keys: an entry outlives what it speaks of.
    """

    act = models.CharField(max_length=24)
    by_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    space_id = models.UUIDField(null=True)
    post_id = models.UUIDField(null=True)
    comment_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["space_id", "-id"], name="moderation_entry_space")]

    def __str__(self) -> str:
        return f"{self.act} {self.comment_id or self.post_id or self.person_id}"
