"""A dated meeting of a cohort, and who means to come."""

from functools import cached_property
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.core.models import Row
from cordee.media.models import File
from cordee.paths.models import Cohort, Enrolment
from cordee.people.models import Person
from cordee.workshops.halves import Half, halves


class Workshop(Row):
    """A meeting between two moments, on site (``place``), remote (``link``) or both; its half-days are derived.

    ``activity_key`` names the step that attendance completes. ``revision`` grows with each change, for calendars.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="workshops")
    activity_key = models.UUIDField(null=True, blank=True)
    title = models.CharField(max_length=150)
    about = models.TextField(blank=True)
    about_html = models.TextField(blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    time_zone = models.CharField(max_length=60)
    place = models.CharField(max_length=300, blank=True)
    link = models.CharField(max_length=500, blank=True)
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)
    trainers = models.ManyToManyField(Person, through="Trainer", related_name="workshops_led")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    revision = models.PositiveSmallIntegerField(default=0)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="workshop_lasts"
            ),
        ]
        indexes = [
            models.Index(fields=["cohort", "starts_at"], name="workshops_of_cohort"),
            models.Index(fields=["starts_at"], name="workshops_near"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def url(self) -> str:
        """Where it is."""
        return f"/workshops/{self.id}/"

    @property
    def zone(self) -> ZoneInfo:
        """Where its hours are meant."""
        return ZoneInfo(self.time_zone)

    @cached_property
    def halves(self) -> list[Half]:
        """Its half-days, in order."""
        return halves(self.starts_at, self.ends_at, self.zone)

    def half(self, key: str) -> Half | None:
        """The half-day of this name."""
        return next((one for one in self.halves if one.key == key), None)


class Trainer(models.Model):
    """Somebody of the cohort's staff leads a workshop, and signs its sheet."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="trainer_links")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workshop", "person"], name="trainer_once")]

    def __str__(self) -> str:
        return f"{self.person_id} leads {self.workshop_id}"


class Material(Row):
    """What one needs there, or takes away: a file of the cohort's space, or a link."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="materials")
    title = models.CharField(max_length=200)
    address = models.CharField(max_length=500, blank=True)
    file = models.ForeignKey(File, null=True, blank=True, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return self.title


class Seat(Row):
    """Whether a learner comes, where they said so. Nothing said: expected where there is room for all."""

    class State(models.TextChoices):
        COMING = "coming", _("comes")
        WAITING = "waiting", _("waits for a place")
        DECLINED = "declined", _("cannot come")

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="seats")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="seats")
    state = models.CharField(max_length=8, choices=State.choices)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workshop", "enrolment"], name="seat_once")]
        indexes = [models.Index(fields=["workshop", "state", "at"], name="workshops_seats")]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.state}"


class Reminder(models.Model):
    """A workshop was told to be near: once a day ahead, once an hour ahead; again where it moved."""

    class Ahead(models.TextChoices):
        DAY = "day"
        HOUR = "hour"

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="reminders")
    ahead = models.CharField(max_length=4, choices=Ahead.choices)
    starts_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workshop", "ahead", "starts_at"], name="reminded_once"),
        ]

    def __str__(self) -> str:
        return f"{self.workshop_id} {self.ahead}"
