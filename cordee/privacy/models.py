"""Who asked to be forgotten, and when that happens."""

from django.db import models

from cordee.core.models import Row
from cordee.people.models import Person


class Departure(Row):
    """Somebody asked to leave for good: until ``due_at`` they can change their mind. Gone once done or taken back.

    Without ``by`` nobody asked: the account was not used for long, and its holder was told by mail at ``told_at``.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="departure")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["due_at"], name="privacy_departure_due")]

    def __str__(self) -> str:
        return f"{self.person_id} leaves"
