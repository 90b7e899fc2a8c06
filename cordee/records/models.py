"""What the record store keeps. Statements are never changed; only whether they are voided is."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cordee.core.models import Row
from cordee.people.models import Person

WRITE, READ, READ_MINE = "statements/write", "statements/read", "statements/read/mine"
STATE, PROFILE, DEFINE, ALL_READ, ALL = "state", "profile", "define", "all/read", "all"
SCOPES = (WRITE, READ_MINE, READ, STATE, PROFILE, DEFINE, ALL_READ, ALL)  # 1.0.3 Communication, 4.2


class Credential(Row):
    """A user and a password for other software. Only a keyed hash of the password is kept.

    With a ``family``, its statements and documents are about activities whose IRI begins so, and it reads no others.
    """

    name = models.CharField(max_length=80)
    user = models.CharField(max_length=40, unique=True)
    secret_hash = models.CharField(max_length=64)
    scopes = ArrayField(models.CharField(max_length=30))
    family = models.CharField(max_length=500, blank=True)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Statement(models.Model):
    """A statement as it is given out: ``raw`` is its JSON, with what the store set.

    ``position`` is ``stored`` and an order within its microsecond in one number (``positions.py``): lists are read in its
    order, and a bound in time is a bound of it. ``target``: what its object refers to. ``activity``: the object, where it
    is an activity; else empty. ``changed_at``: when it was voided, or somebody was forgotten in it: the database notes
    it.
    """

    position = models.BigIntegerField(primary_key=True)
    id = models.UUIDField(unique=True)
    raw = models.TextField()
    target = models.UUIDField(null=True)
    activity = models.TextField(blank=True)
    voids = models.BooleanField(default=False)
    voided = models.BooleanField(default=False)
    attached = ArrayField(models.CharField(max_length=128), default=list)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["target"], condition=models.Q(target__isnull=False), name="records_statement_target"
            ),
            models.Index(
                fields=["changed_at"],
                condition=models.Q(changed_at__isnull=False),
                name="records_statement_changed",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Mention(models.Model):
    """By what a statement is found: a number for an agent, a verb, an activity, a registration (``keys.py``).

    ``depth`` says whose: 0 its own; 1 what the statement has to which it refers; and so on. Two filters must meet at the
    same depth.
    """

    pk = models.CompositePrimaryKey("key", "position", "depth")
    key = models.BigIntegerField()
    position = models.BigIntegerField()
    depth = models.SmallIntegerField()

    class Meta:
        indexes = [models.Index(fields=["position"], name="records_mention_position")]

    def __str__(self) -> str:
        return f"{self.key} at {self.position}"


class Term(models.Model):
    """What all statements together say of an activity (its definition) or a verb (its display)."""

    iri = models.TextField()
    digest = models.BinaryField(
        max_length=32, primary_key=True
    )  # of kind and IRI: an IRI may be too long for an index
    held = models.TextField()

    def __str__(self) -> str:
        return self.iri


class Document(models.Model):
    """A document of the state of an activity, or of the profile of an activity or an agent.

    ``place`` is the SHA-256 of all that names it, ``context`` of all but its own name and the registration.
    """

    place = models.BinaryField(max_length=32, primary_key=True)
    context = models.BinaryField(max_length=32)
    agent = models.BigIntegerField(null=True)
    registration = models.UUIDField(null=True)
    name = models.TextField()
    content = models.BinaryField()
    media_type = models.CharField(max_length=255)
    etag = models.CharField(max_length=40)
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["context", "updated_at"], name="records_document_context"),
            models.Index(
                fields=["agent"], condition=models.Q(agent__isnull=False), name="records_document_agent"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Attachment(models.Model):
    """The content of an attachment, once, whatever the number of statements that bring it."""

    sha2 = models.CharField(max_length=128, primary_key=True)
    content = models.BinaryField()
    media_type = models.CharField(max_length=255)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha2


class Forwarding(Row):
    """Another record store that is told every statement of this one, in order, each once.

    ``position``: everything up to there has arrived, or was set aside. With a ``family`` or a ``verb`` it gets no
    others. ``leased_until``: somebody is at it. ``failing_since`` is empty while it takes what it gets; it is left alone
    until ``due_at``. The password is sealed: it must be sent.
    """

    class Version(models.TextChoices):
        FIRST = "1.0.3", "xAPI 1.0.3"
        SECOND = "2.0.0", "xAPI 2.0"

    name = models.CharField(max_length=80)
    address = models.URLField(max_length=500)
    version = models.CharField(max_length=5, choices=Version.choices, default=Version.FIRST)
    user = models.CharField(max_length=200)
    sealed = models.TextField()
    family = models.CharField(max_length=500, blank=True)
    verb = models.CharField(max_length=500, blank=True)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    position = models.BigIntegerField(default=0)
    passed_on = models.BigIntegerField(default=0)
    arrived_at = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=200, blank=True)
    disabled_at = models.DateTimeField(null=True)
    disabled_by_failing = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class SetAside(Row):
    """A statement that another store refuses, whatever comes with it: the others went on without it."""

    forwarding = models.ForeignKey(Forwarding, on_delete=models.CASCADE, related_name="set_aside")
    statement_id = models.UUIDField()
    position = models.BigIntegerField()
    status = models.PositiveSmallIntegerField(null=True)
    trouble = models.CharField(max_length=200)
    answer = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "statements set aside"
        constraints = [
            models.UniqueConstraint(fields=["forwarding", "statement_id"], name="a_statement_set_aside_once")
        ]

    def __str__(self) -> str:
        return f"{self.statement_id} for {self.forwarding_id}"


class Family(models.Model):
    """Activities whose IRI begins so, as some credentials or a forwarding have them: their statements have its ``key``.

    Those stored before it was made get it little by little, the newest first: ``left`` bounds the places that must still
    be looked at, and is empty in the end.
    """

    prefix = models.CharField(max_length=500, primary_key=True)
    key = models.BigIntegerField()
    left = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return self.prefix


class Home(models.Model):
    """An address that this Cordée has had while it told of people (``homes.py``)."""

    address = models.CharField(max_length=500, primary_key=True)

    def __str__(self) -> str:
        return self.address


class Horizon(models.Model):
    """A single row: acts of the journal up to ``told_up_to`` have been told and let go of, and are not told again."""

    told_up_to = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.told_up_to)
