"""What a learner did, by the keys of activities."""

from django.db import models

from cordee.core.models import Row
from cordee.paths.models.cohorts import Enrolment
from cordee.people.models import Person


class Progress(Row):
    """Somebody before an activity: begun, done, worth what, and where they were (``state``, of the kind's own form).

    ``skipped_why`` says that a positioning showed it as known.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="progress")
    activity_key = models.UUIDField()
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    skipped_why = models.CharField(max_length=200, blank=True)
    score = models.FloatField(null=True, blank=True)  # 0 to 1
    seconds = models.PositiveIntegerField(default=0)  # with the page open and in use
    state = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrolment", "activity_key"], name="progress_once")]
        indexes = [models.Index(fields=["activity_key", "-seen_at"], name="paths_progress_recent")]

    def __str__(self) -> str:
        return f"{self.enrolment_id} on {self.activity_key}"


class Day(models.Model):
    """How long somebody was at their path on one day (of the cohort's zone): the trace that funders ask for.

    ``seconds`` of pages in use, as recorded; ``attended`` of workshops, as their sheets say.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="days")
    on = models.DateField()
    seconds = models.PositiveIntegerField(default=0)
    attended = models.PositiveIntegerField(default=0, db_default=0)  # seconds

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrolment", "on"], name="day_once")]

    def __str__(self) -> str:
        return f"{self.enrolment_id} on {self.on}"


class Goal(Row):
    """My plan: what I want to reach, a need that I declare, or what I do next. Mine to write and to tick."""

    class Kind(models.TextChoices):
        GOAL = "goal"
        NEED = "need"
        NEXT = "next"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="goals")
    kind = models.CharField(max_length=4, choices=Kind.choices)
    text = models.CharField(max_length=300)
    skill = models.ForeignKey(
        "people.Skill", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-id"], name="paths_goal_person")]

    def __str__(self) -> str:
        return self.text


class PlanSharing(models.Model):
    """Somebody lets who tutors them read their plan, since when. No row: the plan is theirs alone."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="plan_sharing")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_id} since {self.at}"
