"""What figures somebody took away, as far as it takes to see that the next do not single anybody out."""

from django.db import models

from cordee.core.models import Row
from cordee.people.models import Person


class TakenGroup(models.Model):
    """The people behind figures that were taken: marks (``guard.marks``) in order, kept once however often they come.

    A mark is made of a person's identifier with the key of this installation: it names nobody without both.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    marks = models.BinaryField()

    def __str__(self) -> str:
        return self.digest


class TakenFigure(Row):
    """Somebody took a figure away: of which scope, whose people, and for which days (``until`` not in it)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    figure = models.CharField(max_length=60)
    scope = models.CharField(max_length=60)
    group = models.ForeignKey(TakenGroup, on_delete=models.CASCADE, related_name="+")
    since = models.DateField()
    until = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "figure", "scope", "group", "since", "until"], name="disclosure_taken_once"
            )
        ]
        indexes = [models.Index(fields=["at"], name="disclosure_taken_at")]

    def __str__(self) -> str:
        return f"{self.figure} of {self.scope} from {self.since}"
