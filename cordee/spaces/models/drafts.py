"""What somebody is writing and has not published."""

from django.db import models

from cordee.people.models import Person


class Draft(models.Model):
    """A form as it stood at the last pause. ``place`` names the form (a new post, a reply to …)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="drafts")
    place = models.CharField(max_length=120)
    fields = models.JSONField()
    version = models.BigIntegerField(default=0)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "place"], name="one_draft_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.place}"
