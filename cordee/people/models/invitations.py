"""Links by which people come in."""

from django.db import models

from cordee.core.models import Row
from cordee.people.models.persons import Person
from cordee.people.models.units import Group, Unit


class Invitation(Row):
    """A link that lets its holder make an account. Only the hash of its secret is kept.

    ``email`` binds it to one address; without, it serves ``most_uses`` times (None: any number) until ``expires_at``.
    """

    secret_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField(blank=True)
    note = models.CharField(max_length=120, blank=True)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    most_uses = models.PositiveIntegerField(null=True, blank=True)
    uses = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.email or self.note or str(self.id)
