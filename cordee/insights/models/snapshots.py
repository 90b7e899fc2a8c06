"""Finished figures, and what has to be counted again."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """Of whom, or of which place, a figure is. The organisation has no identifier."""

    ORGANISATION = "organisation", _("organisation")
    SPACE = "space", _("space")
    PATH = "path", _("path")
    COHORT = "cohort", _("cohort")
    UNIT = "unit", _("unit")  # with those below it


class Snapshot(models.Model):
    """A figure of a scope over the window that ends as ``until`` ends (a Sunday, UTC), as pages show it.

    ``numerator`` of ``denominator``, about ``people`` people. ``value`` is what is drawn (a share between 0 and 1, hours,
    a number); None where nothing can be said. ``low`` and ``high`` are the interval where it is an estimate.
    """

    name = models.CharField(max_length=20)
    version = models.PositiveSmallIntegerField()
    scope = models.CharField(max_length=12, choices=Scope.choices)
    scope_id = models.UUIDField(null=True)
    until = models.DateField()
    numerator = models.BigIntegerField()
    denominator = models.BigIntegerField()
    people = models.IntegerField()
    value = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    detail = models.JSONField(default=dict)
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "scope_id", "until", "name"],
                nulls_distinct=False,
                name="insights_one_snapshot",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.scope} {self.scope_id} up to {self.until}"


class Dirty(models.Model):
    """The week that ends on ``week`` (a Sunday) holds something new of a scope: its windows have to be counted.

    ``onward``: and all later ones, as who belongs there has changed.
    """

    scope = models.CharField(max_length=12)
    scope_id = models.UUIDField(null=True)
    week = models.DateField()
    onward = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "scope_id", "week", "onward"],
                nulls_distinct=False,
                name="insights_dirty_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.scope_id}, week up to {self.week}"
