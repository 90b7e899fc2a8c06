"""What a member accepts before the first contribution."""

from django.db import models

from cordee.core.models import Row
from cordee.people.models import Person
from cordee.spaces.models.spaces import Space


class Charter(Row):
    """A version of a space's charter; the highest version is the one in force."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="charters")
    version = models.PositiveIntegerField()
    body = models.TextField()
    body_html = models.TextField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "version"], name="one_charter_a_version"),
        ]

    def __str__(self) -> str:
        return f"{self.space_id} v{self.version}"


class CharterAcceptance(models.Model):
    """A person's word that they will keep to a version of a charter."""

    charter = models.ForeignKey(Charter, on_delete=models.CASCADE, related_name="acceptances")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="charter_acceptances")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["charter", "person"], name="accepted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} accepts {self.charter_id}"
