"""Answering a quiz."""

from django.db import models

from cordee.core.models import Row
from cordee.paths.models.cohorts import Enrolment
from cordee.people.models import Person


class Attempt(Row):
    """One go at a quiz: which questions were drawn, in which order, until when; closed once, with its score.

    ``drawn`` is a list of keys of questions; ``seed`` mixes what is shown, the same whenever the page is opened.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="attempts")
    activity_key = models.UUIDField()
    version = models.ForeignKey("paths.Version", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    drawn = models.JSONField()
    seed = models.CharField(max_length=32)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    score = models.FloatField(
        null=True, blank=True
    )  # 0 to 1; None until a person has graded the open answers

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "activity_key", "number"], name="attempt_number_once"
            ),
            models.UniqueConstraint(
                fields=["enrolment", "activity_key"],
                condition=models.Q(ended_at__isnull=True),
                name="one_open_attempt",
            ),
        ]
        indexes = [models.Index(fields=["activity_key", "ended_at"], name="paths_attempt_activity")]

    def __str__(self) -> str:
        return f"{self.enrolment_id} try {self.number}"


class Response(models.Model):
    """What was answered to one question. ``revision`` grows with each save: of two devices, the older save is told so."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="responses")
    question_key = models.UUIDField()
    answer = models.JSONField(null=True)
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()
    hints = models.PositiveSmallIntegerField(default=0)  # uncovered
    credit = models.FloatField(null=True, blank=True)  # 0 to 1
    graded_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    graded_at = models.DateTimeField(null=True, blank=True)
    remark = models.TextField(blank=True)
    remark_html = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attempt", "question_key"], name="response_once")]
        indexes = [
            models.Index(fields=["question_key"], name="paths_response_question"),
            # Few of many: what a person has still to read.
            models.Index(
                fields=["attempt"], condition=models.Q(credit__isnull=True), name="paths_response_ungraded"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} on {self.question_key}"
