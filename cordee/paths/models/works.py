"""What learners make, show and say to each other in a path."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.core.models import Row
from cordee.media.models import File
from cordee.paths.models.cohorts import Cohort, Enrolment
from cordee.people.models import Person


class Work(Row):
    """What somebody made in an activity: an explanation, the evidence of a mission, a choice in a poll.

    ``reflection`` is written apart from the work itself (D.6313-3-2), so it has its own moment.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="works")
    activity_key = models.UUIDField()
    body = models.TextField(blank=True)
    body_html = models.TextField(blank=True)
    files = models.ManyToManyField(File, blank=True, related_name="+")
    sent_at = models.DateTimeField()
    reflection = models.TextField(blank=True)
    reflection_html = models.TextField(blank=True)
    reflected_at = models.DateTimeField(null=True, blank=True)
    choices = models.JSONField(default=list, blank=True)
    shared = models.BooleanField(default=True)  # the cohort may read it

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrolment", "activity_key"], name="work_once")]
        indexes = [models.Index(fields=["activity_key", "-id"], name="paths_work_activity")]

    def __str__(self) -> str:
        return f"{self.enrolment_id} for {self.activity_key}"


class Verdict(Row):
    """A person looked at a work: a tutor validates it or asks for more; a peer says it was useful."""

    class Kind(models.TextChoices):
        VALIDATED = "validated", _("validated")
        MORE = "more", _("to be completed")
        USEFUL = "useful", _("useful")

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="verdicts")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    note = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["work", "person"], condition=models.Q(kind="useful"), name="useful_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.work_id} {self.kind}"


class StepPost(models.Model):
    """A contribution of the cohort's space that belongs to an activity: its conversation is found in both places."""

    post = models.OneToOneField(
        "spaces.Post", primary_key=True, on_delete=models.CASCADE, related_name="step"
    )
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="step_posts")
    activity_key = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["cohort", "activity_key", "-post"], name="paths_step_posts")]

    def __str__(self) -> str:
        return f"{self.post_id} of {self.activity_key}"
