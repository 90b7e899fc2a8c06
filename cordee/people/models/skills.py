"""What objectives, contributions and people are tied to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.core.models import Row
from cordee.people.models.persons import Person


class Skill(Row):
    """What objectives, contributions and people are tied to."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PersonSkill(models.Model):
    """A skill that a person can help with, or wants to learn."""

    class Side(models.TextChoices):
        HELPS = "helps", _("can help with")
        LEARNS = "learns", _("wants to learn")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="skill_sides")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="person_sides")
    side = models.CharField(max_length=6, choices=Side.choices)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "skill", "side"], name="one_side_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.side} {self.skill_id}"
