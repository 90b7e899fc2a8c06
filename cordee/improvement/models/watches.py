"""Spaces in which the organisation keeps itself informed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.people.models import Person
from cordee.spaces.models import Space


class Watch(models.Model):
    """A space in which people watch what changes around them (Qualiopi 23, 24 and 25), since when and by whose word.

    How something was used is the reaction "I tried this", whose line says what happened.
    """

    class Kind(models.TextChoices):
        LEGAL = "legal", _("Law and rules of training")
        TRADE = "trade", _("Trades, skills and jobs")
        PEDAGOGIC = "pedagogic", _("Teaching and technology")

    space = models.OneToOneField(Space, primary_key=True, on_delete=models.CASCADE, related_name="watch")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.space_id} {self.kind}"
