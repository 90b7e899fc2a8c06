"""Questions, in banks from which quizzes draw."""

import uuid

from django.db import models

from cordee.core.models import Row
from cordee.paths.models.versions import Version


class Bank(Row):
    """Questions on one subject."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="banks")
    key = models.UUIDField(default=uuid.uuid4)
    title = models.CharField(max_length=200)

    class Meta:
        ordering = ["title"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="bank_once")]

    def __str__(self) -> str:
        return self.title


class BankQuestion(Row):
    """A question: of a ``kind`` (see ``paths.questions``), which gives ``content`` its form; ``shown`` as in Activity.

    Holds the right answers: nothing of it reaches a browser but by the kind's ``asked``.
    """

    bank = models.ForeignKey(Bank, on_delete=models.CASCADE, related_name="questions")
    key = models.UUIDField(default=uuid.uuid4)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    content = models.JSONField()
    shown = models.JSONField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["bank", "key"], name="question_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
