"""Somebody stands in for a facilitator who is away."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q

from cordee.core.models import Row
from cordee.people.models import Person
from cordee.spaces.models.spaces import Space


class StandIn(Row):
    """From ``starts_at`` until ``ends_at`` the ``deputy``, a member, has the rights of ``person``, who is away.

    It begins and ends by itself (``access``): nothing has to happen at those moments.
    """

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="stand_ins")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    deputy = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="stand_in_lasts"),
            models.CheckConstraint(condition=~Q(person=F("deputy")), name="stand_in_for_another"),
        ]
        indexes = [
            models.Index(fields=["deputy", "ends_at"], name="spaces_stand_in_deputy"),
            models.Index(fields=["space", "ends_at"], name="spaces_stand_in_space"),
        ]

    @property
    def last_at(self) -> datetime:
        """A moment of the last day."""
        return self.ends_at - timedelta(seconds=1)

    def __str__(self) -> str:
        return f"{self.deputy_id} for {self.person_id}"
