"""A private word from a facilitator to somebody of their space, and the wish to get none."""

from django.db import models

from cordee.core.models import Row
from cordee.people.models import Person
from cordee.spaces.models import Space


class Word(Row):
    """What a facilitator wrote to somebody who had gone quiet; ``answer`` is what came back. Nobody else reads it."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    sender = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="words_sent")
    receiver = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="words_received")
    body = models.TextField()
    at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["receiver", "-at"], name="cockpit_word_received"),
            models.Index(fields=["sender", "-at"], name="cockpit_word_sent"),
        ]

    def __str__(self) -> str:
        return f"{self.sender_id} to {self.receiver_id}"


class NoWords(models.Model):
    """Somebody wants no such word from any facilitator."""

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE, related_name="no_words")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.person_id)
