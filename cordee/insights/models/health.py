"""What the reader of health writes: what was said, the days of spaces, who came and stayed."""

from django.db import models
from django.db.models import Q


class Said(models.Model):
    """A contribution or a reply: where, when, by whom; never what. ``post_id`` is its own identifier for a contribution.

    ``kept`` says that its author facilitated the space then. ``seen`` is false while it is out of sight.
    """

    id = models.UUIDField(primary_key=True)
    space_id = models.UUIDField()
    post_id = models.UUIDField()
    person_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    question = models.BooleanField(default=False)
    kept = models.BooleanField(default=False)
    prompt = models.BooleanField(default=False)
    seen = models.BooleanField(default=True)

    class Meta:
        indexes = [
            models.Index(fields=["space_id", "at"], condition=Q(seen=True), name="insights_said_when"),
            models.Index(fields=["post_id", "at"], name="insights_said_thread"),
        ]

    def __str__(self) -> str:
        return f"{self.id} in {self.space_id}"


class Day(models.Model):
    """A day of a space (UTC): spontaneous contributions, and how many members said something."""

    space_id = models.UUIDField()
    day = models.DateField()
    posts = models.PositiveIntegerField(default=0)
    voices = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space_id", "day"], name="insights_one_day")]

    def __str__(self) -> str:
        return f"{self.space_id} on {self.day}"


class Arrival(models.Model):
    """Somebody came into a space: when they were greeted, and when they first did something on a later day."""

    space_id = models.UUIDField()
    person_id = models.UUIDField()
    at = models.DateTimeField()
    greeted_at = models.DateTimeField(null=True)
    again_at = models.DateTimeField(null=True)
    left = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space_id", "person_id"], name="insights_came_once")]
        indexes = [models.Index(fields=["space_id", "at"], name="insights_arrival_when")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.space_id}"


class Keeper(models.Model):
    """Somebody facilitates a space, as far as the journal has been read."""

    space_id = models.UUIDField()
    person_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space_id", "person_id"], name="insights_keeps_once")]

    def __str__(self) -> str:
        return f"{self.person_id} keeps {self.space_id}"
