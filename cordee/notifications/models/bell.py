"""The bell. ``Notice`` and ``Cause`` are written by the reader alone; ``ReadMark`` (what was read) outlives a rebuild."""

from django.db import models


class Notice(models.Model):
    """A line of somebody's bell: all that happened under one ``key`` since they last read it.

    Its identifier comes from the first event and the person, so a rebuild writes the same line. ``position`` and ``at``
    are of the last event. ``stops`` and ``subject`` say what to mute in order to hear no more of it.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    person_id = models.UUIDField()
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=60)
    reason = models.CharField(max_length=20)
    stops = models.CharField(max_length=8, blank=True)
    subject = models.UUIDField(null=True)
    position = models.BigIntegerField()
    at = models.DateTimeField()
    unread = models.BooleanField(default=True)

    class Meta:
        indexes = [
            models.Index(fields=["person_id", "-position"], name="notifications_newest"),
            models.Index(fields=["person_id", "key", "-position"], name="notifications_group"),
            models.Index(fields=["person_id"], condition=models.Q(unread=True), name="notifications_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.key} for {self.person_id}"


class Cause(models.Model):
    """One act behind a line. A line whose causes are all out of the reader's sight is not shown."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="causes")
    position = models.BigIntegerField()
    actor_id = models.UUIDField(null=True)
    space_id = models.UUIDField(null=True)
    post_id = models.UUIDField(null=True)
    comment_id = models.UUIDField(null=True)
    path_id = models.UUIDField(null=True)
    object_id = models.UUIDField(null=True)
    meaning = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "position"], name="one_cause_an_event"),
        ]
        indexes = [
            models.Index(
                fields=["post_id", "actor_id"],
                condition=~models.Q(meaning=""),
                name="notifications_reactions",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor_id} at {self.position}"


class ReadMark(models.Model):
    """Somebody has read what stands under ``key`` (empty: everything) up to a position of the journal.

    Kept apart from the lines: a rebuild of the bell finds what was read here, and closes the same groups.
    """

    person_id = models.UUIDField()
    key = models.CharField(max_length=60, blank=True)
    position = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person_id", "key", "position"], name="read_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} read {self.key or 'all'} up to {self.position}"
