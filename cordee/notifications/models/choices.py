"""What a person chose of how they are told. Who chose nothing has no row: defaults stand in the code."""

from datetime import time

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.people.models import Person
from cordee.spaces.models import Space


class Pace(models.TextChoices):
    """When somebody is told outside of the bell."""

    ONCE = "once", _("at once")
    DAILY = "daily", _("once a day")
    WEEKLY = "weekly", _("once a week")
    NEVER = "never", _("never")


class Preference(models.Model):
    """A pace that somebody chose, for one channel: for a group of kinds (empty: all), in one space (none: all)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=12)
    group = models.CharField(max_length=12, blank=True)
    space = models.ForeignKey(Space, null=True, on_delete=models.CASCADE, related_name="+")
    pace = models.CharField(max_length=6, choices=Pace.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "channel", "group", "space"],
                nulls_distinct=False,
                name="one_pace_a_choice",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group or 'all'}: {self.pace} by {self.channel} for {self.person_id}"


class Attention(models.Model):
    """Somebody's hours and measure. Times are of their own zone.

    Quiet from ``quiet_from`` to ``quiet_until`` (both, or neither), over midnight where the first is later. ``budget``:
    how many things a week may be told at once (None: no bound). Digests come at ``digest_hour``, the weekly one on
    ``digest_day`` (0: Monday).
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    quiet_from = models.TimeField(null=True, default=time(20))
    quiet_until = models.TimeField(null=True, default=time(8))
    budget = models.PositiveSmallIntegerField(null=True, default=10)
    digest_day = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(6)])
    digest_hour = models.PositiveSmallIntegerField(default=8, validators=[MaxValueValidator(23)])

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | models.Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="quiet_from_and_until",
            ),
        ]

    def __str__(self) -> str:
        return f"attention of {self.person_id}"
