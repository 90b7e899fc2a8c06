"""What packages made elsewhere keep of a learner."""

from django.db import models

from cordee.core.models import Row
from cordee.paths.models.cohorts import Enrolment


class Package(Row):
    """An unpacked archive: its files are served from ``folder``, without the session, to who has a ticket.

    ``trouble`` says, for its author, why it could not be unpacked; then nothing is served.
    """

    file = models.OneToOneField("media.File", on_delete=models.CASCADE, related_name="package")
    folder = models.CharField(max_length=100, unique=True)
    size = models.PositiveBigIntegerField()
    files = models.PositiveIntegerField()
    manifest = models.JSONField(default=dict, blank=True)
    trouble = models.CharField(max_length=300, blank=True, default="", db_default="")
    unpacked_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.folder


class Play(Row):
    """A learner plays a package: what it said, as it said it. ``registration`` names it to the outside (xAPI, cmi5).

    ``revision`` grows with each save. Of two devices, the older is told so: ``page`` names the opened page that saved
    last, ``turn`` counts its saves, so that what arrives late or twice changes nothing.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="plays")
    activity_key = models.UUIDField()
    registration = models.UUIDField(unique=True)
    said = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    page = models.CharField(max_length=36, blank=True, default="", db_default="")
    turn = models.PositiveIntegerField(default=0, db_default=0)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrolment", "activity_key"], name="play_once")]

    def __str__(self) -> str:
        return f"{self.enrolment_id} plays {self.activity_key}"
