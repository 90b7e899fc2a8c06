"""What the reader keeps of who asked, who answered and when people are around, made from the journal; and a consent."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cordee.people.models import Person, Skill
from cordee.recommendations.fading import HALF_LIVES, Tally


class Asked(models.Model):
    """A thread as a question: where, by whom, when, and how many words (those of the title threefold)."""

    post_id = models.UUIDField(unique=True)
    space_id = models.UUIDField()
    asker_id = models.UUIDField(null=True)
    at = models.FloatField()  # epoch seconds, as all moments that are reckoned with here
    length = models.IntegerField()

    def __str__(self) -> str:
        return str(self.post_id)


class AskedStem(models.Model):
    """A stem stands ``times`` times in a question of ``length`` words."""

    pk = models.CompositePrimaryKey("stem", "asked_id")
    stem = models.CharField(max_length=60)
    asked_id = models.BigIntegerField(db_index=True)
    times = models.SmallIntegerField()
    length = models.IntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["stem", "asked_id"], include=["times", "length"], name="recommendations_of_a_stem"
            )
        ]

    def __str__(self) -> str:
        return f"{self.stem} in {self.asked_id}"


class StemCount(models.Model):
    """In how many questions a stem stands."""

    stem = models.CharField(primary_key=True, max_length=60)
    threads = models.IntegerField(default=0)

    def __str__(self) -> str:
        return self.stem


class Answered(models.Model):
    """Somebody answered somebody else's thread: their first reply there, and how many they wrote."""

    pk = models.CompositePrimaryKey("post_id", "person_id")
    post_id = models.UUIDField()
    person_id = models.UUIDField()
    space_id = models.UUIDField()
    asker_id = models.UUIDField(null=True)
    comment_id = models.UUIDField()
    at = models.FloatField()
    times = models.IntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["asker_id", "-at"], name="recommendations_helped"),
            models.Index(fields=["person_id", "-at"], name="recommendations_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.post_id}"


class Counted(models.Model):
    """Counts at the half-lives of ``fading``, as they stood at ``as_of``."""

    week = models.FloatField(default=0.0)
    month = models.FloatField(default=0.0)
    quarter = models.FloatField(default=0.0)
    year = models.FloatField(default=0.0)
    ever = models.FloatField(default=0.0)
    as_of = models.FloatField(default=0.0)

    COLUMNS = ("week", "month", "quarter", "year", "ever")
    assert len(COLUMNS) == len(HALF_LIVES)

    class Meta:
        abstract = True

    @property
    def tally(self) -> Tally:
        """The counts, to be reckoned with."""
        return Tally([getattr(self, column) for column in self.COLUMNS], self.as_of)

    def keep(self, tally: Tally) -> None:
        """Take the counts over."""
        for column, count in zip(self.COLUMNS, tally.counts, strict=True):
            setattr(self, column, count)
        self.as_of = tally.as_of


class Habit(Counted):
    """How often somebody answers in a space."""

    pk = models.CompositePrimaryKey("person_id", "space_id")
    person_id = models.UUIDField()
    space_id = models.UUIDField(db_index=True)

    def __str__(self) -> str:
        return f"{self.person_id} in {self.space_id}"


class Pulse(Counted):
    """How often something is asked in a space, and how long its questions are in all."""

    space_id = models.UUIDField(primary_key=True)
    threads = models.IntegerField(default=0)
    words = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.space_id)


class Around(models.Model):
    """At which hours of the day (UTC) somebody acts, as it stood at their ``last`` act; EVERYONE's in one row."""

    person_id = models.UUIDField(primary_key=True)
    hours = ArrayField(models.FloatField(), size=24)
    last = models.FloatField()

    def __str__(self) -> str:
        return str(self.person_id)


class Shown(models.Model):
    """Somebody agreed to be shown as one who can help with a skill, by what they did. Its absence is a no."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "skill"], name="shown_once")]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.skill_id}"
