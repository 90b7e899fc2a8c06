"""What somebody said of their own first page."""

from django.db import models

from cordee.people.models import Person


class Aside(models.Model):
    """Not today: the first page offers the thing of this ``key`` to its owner no more before ``until``."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="aside_once")]

    def __str__(self) -> str:
        return f"{self.person_id} leaves {self.key}"
