"""The secret address at which somebody's calendar application reads their dates."""

from django.db import models

from cordee.people.models import Person


class CalendarKey(models.Model):
    """Found by its hash, shown again by unsealing: who reads the database alone cannot use it."""

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    sealed = models.CharField(max_length=300)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"calendar of {self.person_id}"
