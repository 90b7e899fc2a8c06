"""A group of people who take a path between two dates."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.core.models import Row
from cordee.paths.models.paths import Path
from cordee.paths.models.versions import Version
from cordee.people.models import Group, Person
from cordee.spaces.models import Space


class Cohort(Row):
    """People who take a path together, with a space of their own that stays after the end.

    ``version`` is what a newcomer begins. ``time_zone`` is where its hours are meant. ``link`` is the
    secret of its invitation, while ``entry`` is LINK.
    """

    class Entry(models.TextChoices):
        HAND = "hand", _("its facilitators enrol people")
        LINK = "link", _("whoever has the link")
        SELF = "self", _("everyone who sees the path")
        RULE = "rule", _("everyone of some groups or units, also who comes later")

    path = models.ForeignKey(Path, on_delete=models.PROTECT, related_name="cohorts")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    space = models.OneToOneField(
        Space, null=True, blank=True, on_delete=models.SET_NULL, related_name="cohort"
    )
    title = models.CharField(max_length=150)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    time_zone = models.CharField(max_length=60, default="Europe/Paris")
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)
    entry = models.CharField(max_length=4, choices=Entry.choices, default=Entry.HAND)
    link = models.CharField(max_length=64, blank=True)
    welcome = models.TextField(blank=True)
    welcome_html = models.TextField(blank=True)
    groups = models.ManyToManyField(Group, blank=True, related_name="+")  # for RULE
    units = models.ManyToManyField("people.Unit", blank=True, related_name="+")  # for RULE
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["path", "-starts_on"], name="paths_cohort_path"),
            models.Index(fields=["link"], condition=~models.Q(link=""), name="paths_cohort_link"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def url(self) -> str:
        """Where it is."""
        return f"/cohorts/{self.id}/"


class Staff(models.Model):
    """Somebody facilitates a cohort, or is a tutor in it (validates missions, grades open answers)."""

    class Role(models.TextChoices):
        FACILITATOR = "facilitator", _("facilitator")
        TUTOR = "tutor", _("tutor")

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="staff")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="cohort_roles")
    role = models.CharField(max_length=12, choices=Role.choices)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cohort", "person", "role"], name="staff_once")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.cohort_id}"


class Circle(Row):
    """Five to twelve people of a cohort who go on together."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="circles")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["cohort", "number"], name="circle_number_once")]

    def __str__(self) -> str:
        return self.title or str(self.number)


class Enrolment(Row):
    """Somebody takes a path in a cohort.

    ``waiting_since``: no place yet; ``left_at``: gave up, or was taken out; ``completed_at``: all required is done.
    What the yearly report asks of it stands in its ``Dossier``.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="enrolments")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="enrolments")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="enrolments")
    circle = models.ForeignKey(
        Circle, null=True, blank=True, on_delete=models.SET_NULL, related_name="enrolments"
    )
    enrolled_at = models.DateTimeField()
    enrolled_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    waiting_since = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    left_why = models.CharField(max_length=300, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    # Kept in the act that changes them, because lists of a thousand learners show them.
    done_count = models.PositiveSmallIntegerField(default=0)
    last_seen_at = models.DateTimeField(null=True, blank=True)
    last_activity_key = models.UUIDField(null=True, blank=True)

    # Until when its steps should be done; there where ``queries.outline.with_limits`` read it.
    limits: list[dict[str, str | None]]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cohort", "person"], name="enrolled_once")]
        indexes = [
            models.Index(fields=["person", "-enrolled_at"], name="paths_enrolment_person"),
            models.Index(fields=["cohort", "last_activity_key"], name="paths_enrolment_where"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.cohort_id}"


class Deadline(models.Model):
    """Until when an activity should be done: for a cohort or (an extension) one learner, with who gave it and why."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="deadlines")
    activity_key = models.UUIDField(null=True, blank=True)  # None: the whole path
    enrolment = models.ForeignKey(
        Enrolment, null=True, blank=True, on_delete=models.CASCADE, related_name="extensions"
    )
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField()
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "activity_key", "enrolment"], name="one_deadline", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_key} by {self.at}"
