"""A concern, each step of its answer, and the measures that were taken."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cordee.core.models import Row
from cordee.paths.models import Cohort, Path, Version
from cordee.people.models import Person


class Concern(Row):
    """Somebody says that something is wrong, or could be better (Qualiopi 31 and 32).

    ``person`` raised it with their account; without one it came from outside, by ``outside_name`` at ``outside_email``,
    and counts from ``confirmed_at`` on. ``acknowledge_by`` and ``answer_by`` are fixed when it comes in, so that a delay
    that is changed later changes no promise. What stands in ``acknowledged_at``, ``answered_at`` and ``closed_at`` is
    also a step, with who and why; kept here because lists are sorted and counted by it. ``forgotten_at``: the words and
    who wrote them are gone, the dates and the measures stay.
    """

    class Kind(models.TextChoices):
        COMPLAINT = "complaint", _("Complaint")
        INCIDENT = "incident", _("Incident")
        FINDING = "finding", _("Finding")
        IDEA = "idea", _("Suggestion")

    class Source(models.TextChoices):
        LEARNER = "learner", _("a learner")
        TEAM = "team", _("the team")
        COMPANY = "company", _("a company")
        FUNDER = "funder", _("a funder")
        AUDIT = "audit", _("an audit")
        EVALUATION = "evaluation", _("an evaluation")
        OTHER = "other", _("somebody else")

    kind = models.CharField(max_length=9, choices=Kind.choices)
    source = models.CharField(max_length=10, choices=Source.choices)
    title = models.CharField(max_length=150)
    words = models.TextField(blank=True)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="concerns"
    )
    outside_name = models.CharField(max_length=120, blank=True)
    outside_email = models.EmailField(blank=True)
    language = models.CharField(max_length=5, default="fr")  # of the mails to who has no account
    path = models.ForeignKey(Path, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    cohort = models.ForeignKey(Cohort, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    acknowledge_by = models.DateField()
    answer_by = models.DateField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    assigned = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="concerns_assigned"
    )
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-id"], name="improvement_mine"),
            models.Index(fields=["assigned"], condition=Q(closed_at__isnull=True), name="improvement_given"),
            models.Index(fields=["answer_by"], condition=Q(closed_at__isnull=True), name="improvement_open"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """By what people name it to each other."""
        return f"R-{self.id.hex[-6:].upper()}"

    @property
    def url(self) -> str:
        """Where it is."""
        return f"/improvement/{self.id}/"

    @property
    def state(self) -> str:
        """closed, answered, acknowledged, or received."""
        for name in ("closed", "answered", "acknowledged"):
            if getattr(self, f"{name}_at"):
                return name
        return "received"

    def is_late(self, today: date) -> bool:
        """Whether a promised day has passed without its step."""
        if self.closed_at:
            return False
        unread = self.acknowledged_at is None and self.acknowledge_by < today
        return unread or (self.answered_at is None and self.answer_by < today)


class Step(Row):
    """Something happened to a concern: who, when, the words. ``inner``: not told to who raised it.

    Without ``by``: who has no account, or time itself.
    """

    class What(models.TextChoices):
        RECEIVED = "received", _("received")
        ACKNOWLEDGED = "acknowledged", _("acknowledged")
        ASSIGNED = "assigned", _("given to somebody")
        NOTED = "noted", _("noted")
        PLANNED = "planned", _("action planned")
        ANSWERED = "answered", _("answer given")
        DONE = "done", _("action done")
        CLOSED = "closed", _("closed, and over")
        REOPENED = "reopened", _("opened again")
        LATE = "late", _("late")

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="steps")
    what = models.CharField(max_length=12, choices=What.choices)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    words = models.TextField(blank=True)
    inner = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["concern", "id"], name="improvement_steps")]

    def __str__(self) -> str:
        return f"{self.concern_id} {self.what}"


class Measure(Row):
    """What is done about a concern: by whom, until when; then what changed, and whether it works.

    ``version`` is the version of a path that carries the change.
    """

    class Works(models.TextChoices):
        YES = "yes", _("it works")
        PARTLY = "partly", _("it works in part")
        NO = "no", _("it does not work")

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="measures")
    what = models.CharField(max_length=500)
    owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="measures"
    )
    due_on = models.DateField()
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    done_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    works = models.CharField(max_length=6, choices=Works.choices, blank=True)
    version = models.ForeignKey(Version, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    late_told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_on"], condition=Q(done_at__isnull=True), name="improvement_due"),
            models.Index(fields=["owner"], condition=Q(done_at__isnull=True), name="improvement_owed"),
        ]

    def __str__(self) -> str:
        return f"{self.concern_id} by {self.due_on}"
