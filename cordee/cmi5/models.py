"""Courses of cmi5, who is registered for them, and the sessions in which their units are launched."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cordee.cmi5.structure import Course as Structure
from cordee.core.models import Row
from cordee.media.models import File
from cordee.paths.models import Enrolment, Version
from cordee.people.models import Person


class Course(Row):
    """A course as it was imported; it never changes. ``structure`` is that of ``structure.parts``.

    ``file`` is its package, None where all its units stand elsewhere. With a ``version`` it is the part of a path that
    came in one package: its units are steps, and its keys are theirs.
    """

    iri = models.TextField()
    title = models.CharField(max_length=300)
    structure = models.JSONField()
    units = models.PositiveIntegerField()
    file = models.ForeignKey(File, null=True, on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey(Version, null=True, on_delete=models.CASCADE, related_name="+")
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "file"],
                condition=models.Q(version__isnull=False),
                name="cmi5_course_of_version",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def read(self) -> Structure:
        """The structure, as its parts."""
        return Structure.model_validate(self.structure)


class Registration(Row):
    """Somebody takes a course. Its ``id`` is the registration of all statements about that.

    ``actor`` is the agent that every statement must name: a person of ours or an account that other software knows.
    ``satisfied`` holds the keys of what was stated as satisfied: blocks, and the course itself.
    """

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="registrations")
    actor = models.JSONField()
    account = models.CharField(max_length=64)  # a digest of the actor's account
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    enrolment = models.ForeignKey(Enrolment, null=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    satisfied = ArrayField(models.UUIDField(), default=list)
    satisfied_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["course", "account"], name="cmi5_registration_account")]

    def __str__(self) -> str:
        return f"{self.course_id} taken: {self.pk}"


class Standing(models.Model):
    """How far a registration is in one unit; there is none before the unit said anything."""

    pk = models.CompositePrimaryKey("registration_id", "unit")
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="standings")
    unit = models.UUIDField()
    completed_at = models.DateTimeField(null=True)
    passed_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    waived_at = models.DateTimeField(null=True)
    score = models.FloatField(null=True)
    progress = models.PositiveSmallIntegerField(null=True)  # per cent

    def __str__(self) -> str:
        return f"{self.registration_id} in {self.unit}"


class Session(Row):
    """A unit is launched, until it ends. ``id`` is the session of cmi5.

    ``launch`` holds the activity of the unit (``activityId``) and the ``document`` LMS.LaunchData. Of the address where
    the token is fetched and of the token only keyed hashes are kept; the second is there once it was fetched. ``verbs``:
    those that cmi5 defines and the unit used.
    """

    class Mode(models.TextChoices):
        NORMAL = "Normal"
        BROWSE = "Browse"
        REVIEW = "Review"

    class End(models.TextChoices):
        TERMINATED = "terminated"
        ABANDONED = "abandoned"

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="sessions")
    unit = models.UUIDField()
    mode = models.CharField(max_length=6, choices=Mode.choices)
    launch = models.JSONField()
    address_hash = models.CharField(max_length=64)
    token_hash = models.CharField(max_length=64, blank=True)
    launched_at = models.DateTimeField()
    fetched_at = models.DateTimeField(null=True)
    preferences_at = models.DateTimeField(null=True)
    initialized_at = models.DateTimeField(null=True)  # as its statement says
    latest_at = models.DateTimeField(null=True)  # the latest that a statement of its unit says
    last_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=10, choices=End.choices, blank=True)
    verbs = ArrayField(models.CharField(max_length=20), default=list)

    class Meta:
        indexes = [
            models.Index(
                fields=["registration"], condition=models.Q(ended_at__isnull=True), name="cmi5_session_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} launched: {self.pk}"
