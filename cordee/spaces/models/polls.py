"""Asking a group to choose."""

from django.db import models

from cordee.core.models import Row
from cordee.people.models import Person
from cordee.spaces.models.posts import Post


class Poll(models.Model):
    """What a contribution of the kind "poll" asks: one choice or ``several``, until ``closes_at`` (None: open)."""

    post = models.OneToOneField(Post, primary_key=True, on_delete=models.CASCADE, related_name="poll")
    several = models.BooleanField(default=False)
    closes_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.post_id)


class PollOption(Row):
    """One of the answers offered, in the order of ``position``."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "position"], name="one_option_a_position"),
        ]

    def __str__(self) -> str:
        return self.text


class PollVote(models.Model):
    """Somebody chose an option. Others see how many did, never who."""

    option = models.ForeignKey(PollOption, on_delete=models.CASCADE, related_name="votes")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="poll_votes")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["option", "person"], name="voted_once_an_option"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.option_id}"
