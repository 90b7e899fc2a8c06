"""Which dashboards come to whom, and when."""

from django.db import models
from django.db.models import Q

from cordee.core.models import Row
from cordee.insights.mailing.rhythms import Rhythm
from cordee.people.models import Person


class Mailing(Row):
    """A dashboard that comes to somebody by mail. ``scope_id`` is what it is about (None: the organisation).

    ``hour`` is local to the person. ``ended_at``: they may not see it any more, and were told so once.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mailings")
    dashboard = models.CharField(max_length=60)
    scope_id = models.UUIDField(null=True)
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices, default=Rhythm.WEEKLY)
    hour = models.PositiveSmallIntegerField(default=8)
    with_xlsx = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    next_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "dashboard", "scope_id"], name="mailing_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(hour__lt=24), name="mailing_hour"),
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(ended_at__isnull=True), name="mailing_due"),
        ]

    def __str__(self) -> str:
        return f"{self.dashboard} to {self.person_id}, {self.rhythm}"
