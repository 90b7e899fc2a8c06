"""What the activity reader writes: nobody else does, and all of it can be rebuilt from the journal."""

from django.db import models


class SpaceFigures(models.Model):
    """What happened in a space since it opened."""

    space_id = models.UUIDField(primary_key=True)
    members = models.IntegerField(default=0)
    posts = models.IntegerField(default=0)
    comments = models.IntegerField(default=0)
    answered = models.IntegerField(default=0)
    tried = models.IntegerField(default=0)
    last_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.space_id)


class PersonFigures(models.Model):
    """What somebody gave, and what became of it. Never a score."""

    person_id = models.UUIDField(primary_key=True)
    posts = models.IntegerField(default=0)
    comments = models.IntegerField(default=0)
    answers = models.IntegerField(default=0)
    useful = models.IntegerField(default=0)
    thanks = models.IntegerField(default=0)
    tried = models.IntegerField(default=0)
    last_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.person_id)


class Line(models.Model):
    """An act worth telling others in the space: its identifier is the event's, so a rebuild writes the same line."""

    id = models.UUIDField(primary_key=True)
    verb = models.CharField(max_length=60)
    at = models.DateTimeField()
    space_id = models.UUIDField()
    actor_id = models.UUIDField(null=True)
    object_id = models.UUIDField()
    post_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=12, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["space_id", "-id"], name="activity_line_space"),
            models.Index(fields=["actor_id", "-id"], name="activity_line_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_id}"


class ActiveDay(models.Model):
    """Somebody did something that others see, in a space, on a day (UTC)."""

    space_id = models.UUIDField()
    person_id = models.UUIDField()
    day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space_id", "day", "person_id"], name="active_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.space_id} on {self.day}"
