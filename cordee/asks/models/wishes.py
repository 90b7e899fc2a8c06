"""How people want to be asked, and how fast a space asks."""

from datetime import date

from django.conf import settings
from django.db import models

from cordee.asks.choosing import QUOTA
from cordee.asks.escalation import Pace
from cordee.asks.hours import Hours
from cordee.people.models import Person, Skill
from cordee.spaces.models import Space


class Availability(models.Model):
    """How many questions a week somebody takes on (0: none), and when they are away, first and last day included."""

    person = models.OneToOneField(
        Person, primary_key=True, on_delete=models.CASCADE, related_name="availability_for_asks"
    )
    quota = models.PositiveSmallIntegerField(default=QUOTA)
    away_from = models.DateField(null=True)
    away_until = models.DateField(null=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_id}: {self.quota} a week"

    def is_away(self, today: date) -> bool:
        """Whether ``today`` is one of the days away; without a last day, from the first one on."""
        if self.away_from is None or today < self.away_from:
            return False
        return self.away_until is None or today <= self.away_until


class Unasked(models.Model):
    """A skill on which somebody does not want to be asked, whatever they know of it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="unasked")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "skill"], name="unasked_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} not on {self.skill_id}"


class SpacePace(models.Model):
    """How fast a space asks, where its facilitators chose: a stage lasts so many working hours of its zone."""

    space = models.OneToOneField(
        Space, primary_key=True, on_delete=models.CASCADE, related_name="asking_pace"
    )
    asks = models.BooleanField(default=True)
    peers = models.PositiveSmallIntegerField(default=Pace().peers)
    experts = models.PositiveSmallIntegerField(default=Pace().experts)
    facilitators = models.PositiveSmallIntegerField(default=Pace().facilitators)
    opens = models.PositiveSmallIntegerField(default=Hours().opens)
    closes = models.PositiveSmallIntegerField(default=Hours().closes)
    time_zone = models.CharField(max_length=60, default=settings.DEFAULT_VIEWER_TIME_ZONE)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.space_id}: {self.peers} h, {self.experts} h"

    @property
    def pace(self) -> Pace:
        """For the rules."""
        hours = Hours(self.time_zone, self.opens, self.closes)
        return Pace(hours, self.peers, self.experts, self.facilitators)
