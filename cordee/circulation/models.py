"""What links people (written by the reader), what the nightly job makes of it, and who agrees to be named."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.people.models import Person


class Touch(models.Model):
    """Somebody did something with a text that others can see: in the thread of ``post_id``, with ``mark_id`` (the text),
    ``toward_id`` who wrote it or is called in it. Readings are not here: ``spaces.Reading`` alone knows of them.
    """

    class Kind(models.TextChoices):
        REPLY = "reply"
        CALL = "call"
        ACCEPT = "accept"
        THANK = "thank"
        OBSERVED = "observed"
        TRIED = "tried"
        ADAPTED = "adapted"
        TAUGHT = "taught"

    post_id = models.UUIDField()
    mark_id = models.UUIDField()
    person_id = models.UUIDField()
    toward_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    at = models.DateTimeField()
    seen = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mark_id", "person_id", "kind", "toward_id"],
                name="circulation_touched_once",
                nulls_distinct=False,
            )
        ]
        indexes = [
            models.Index(fields=["post_id", "at"], name="circulation_touch_thread"),
            models.Index(fields=["at"], name="circulation_touch_when"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.mark_id}"


class Travel(models.Model):
    """How a practice travelled, as the job last saw it: people who came at least so far, and how it went on.

    ``depth`` is the longest chain from who shared it; ``half_life`` the days until half of those who took it up had;
    ``stops`` the stage after which most are lost, ``border_id`` the unit where it is read and not tried.
    """

    post_id = models.UUIDField(primary_key=True)
    space_id = models.UUIDField()
    shared_at = models.DateTimeField()
    seen = models.PositiveIntegerField(default=0)
    tried = models.PositiveIntegerField(default=0)
    adapted = models.PositiveIntegerField(default=0)
    taught = models.PositiveIntegerField(default=0)
    depth = models.PositiveSmallIntegerField(default=0)
    units = models.PositiveSmallIntegerField(default=0)
    unit_hops = models.PositiveIntegerField(default=0)
    spaces = models.PositiveSmallIntegerField(default=0)
    space_hops = models.PositiveIntegerField(default=0)
    said = models.PositiveIntegerField(default=0)
    half_life = models.FloatField(null=True)
    stops = models.CharField(max_length=8, blank=True)
    stops_lost = models.PositiveIntegerField(default=0)
    border_id = models.UUIDField(null=True)
    last_at = models.DateTimeField(null=True)
    computed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["space_id", "-tried"], name="circulation_travel_space")]

    def __str__(self) -> str:
        return f"{self.post_id} reached {self.seen}"


class Passing(models.Model):
    """``taker_id`` tried it, adapted it or taught it, and has it from ``giver_id`` (None: from the text itself)."""

    post_id = models.UUIDField()
    space_id = models.UUIDField()
    taker_id = models.UUIDField()
    giver_id = models.UUIDField(null=True)
    stage = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    said = models.BooleanField(default=False)
    depth = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post_id", "taker_id"], name="circulation_taken_once")]
        indexes = [models.Index(fields=["giver_id"], name="circulation_given")]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.giver_id} to {self.taker_id}"


class Chart(models.Model):
    """The drawing of a scope (a space; without one, the organisation), ready to be shown: ``drawn`` names nobody."""

    space_id = models.UUIDField(null=True)
    people = models.PositiveIntegerField()
    drawn = models.JSONField()
    since = models.DateTimeField()
    computed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space_id"], nulls_distinct=False, name="circulation_one_chart")
        ]

    def __str__(self) -> str:
        return f"chart of {self.space_id or 'the organisation'}"


class Place(models.Model):
    """What somebody is in the circulation of a scope; read by themselves, and by who may (``access``)."""

    class Role(models.TextChoices):
        CARRIES = "carries", _("carries")
        BRIDGES = "bridges", _("bridges")
        ALONE = "alone", _("has few to turn to")

    space_id = models.UUIDField(null=True)
    person_id = models.UUIDField()
    role = models.CharField(max_length=8, choices=Role.choices)
    people = models.PositiveIntegerField(default=0)
    practices = models.PositiveIntegerField(default=0)
    groups = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["space_id", "person_id", "role"], nulls_distinct=False, name="circulation_one_place"
            )
        ]
        indexes = [models.Index(fields=["person_id"], name="circulation_place_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}"


class NamedCarrier(models.Model):
    """Somebody agrees to be named as who carries or bridges; nobody is without it."""

    person = models.OneToOneField(
        Person, primary_key=True, on_delete=models.CASCADE, related_name="named_carrier"
    )
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.person_id)
