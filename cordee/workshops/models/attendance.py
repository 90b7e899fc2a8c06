"""Who was there: rows that are only ever added."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.core.models import Row
from cordee.paths.models import Enrolment
from cordee.people.models import Person
from cordee.workshops.models.workshops import Workshop


class Signature(Row):
    """Somebody was there for a half-day, or was not: signed by who was, or noted by a trainer.

    The database refuses to change or remove a row. A correction is a new row with its reason that ``replaces`` the one
    before; a row that nothing replaces is what holds. Without ``enrolment`` it is a trainer's signature of the whole
    half-day. ``name`` is who signed, as they were called then. ``device_at`` is what the device's clock said, ``at`` when
    we received it, ``sent_as`` the name that the device gave it, so that what is sent twice counts once.
    """

    class Way(models.TextChoices):
        CODE = "code", _("on their own phone")
        DRAWN = "drawn", _("drawn")
        TYPED = "typed", _("typed")
        WORD = "word", _("on the trainer’s word")

    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="signatures")
    on = models.DateField()
    part = models.CharField(max_length=2)
    minutes = models.PositiveSmallIntegerField()
    enrolment = models.ForeignKey(
        Enrolment, null=True, blank=True, on_delete=models.PROTECT, related_name="signatures"
    )
    name = models.CharField(max_length=80)
    present = models.BooleanField()
    way = models.CharField(max_length=5, choices=Way.choices)
    drawing = models.JSONField(null=True, blank=True)
    typed = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replacement"
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    device_at = models.DateTimeField(null=True, blank=True)
    sent_as = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "on", "part", "enrolment"],
                condition=models.Q(replaces__isnull=True, enrolment__isnull=False),
                name="signed_once",
            ),
            models.UniqueConstraint(
                fields=["workshop", "on", "part", "by"],
                condition=models.Q(enrolment__isnull=True),
                name="trainer_signed_once",
            ),
        ]
        indexes = [
            models.Index(fields=["workshop", "on", "part"], name="workshops_sheet"),
            models.Index(fields=["enrolment", "on"], name="workshops_attended"),
        ]

    def __str__(self) -> str:
        return f"{self.name} on {self.on} {self.part}"

    @property
    def half(self) -> str:
        """The name of its half-day."""
        return f"{self.on.isoformat()}-{self.part}"
