"""The ledger: pieces that are only ever added, and what says how far it had come."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cordee.core.models import Row
from cordee.media.models import File
from cordee.paths.models import Cohort, Enrolment, Path
from cordee.people.models import Person


class Piece(models.Model):
    """One piece of evidence, made of one event of the journal. ``number`` is its place: dense, from 1.

    ``at`` is when it happened, ``recorded_at`` when it came into the ledger. ``matter`` says what it is about, and no
    name (canonical JSON: verb, path, cohort, space). The parts say who (canonical JSON, sealed: ``chain.py``); they,
    their salts, keys and the identifiers are null once who they are about is erased. The database refuses every other
    update, and every removal.
    """

    number = models.BigIntegerField(primary_key=True)
    event_id = models.UUIDField(unique=True)
    kind = models.CharField(max_length=30)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    matter = models.TextField()
    path_id = models.UUIDField(null=True)
    cohort_id = models.UUIDField(null=True)
    space_id = models.UUIDField(null=True)
    author_part = models.TextField(null=True)  # noqa: DJ001 (erased is not the same as empty)
    author_salt = models.BinaryField(null=True)
    author_seal = models.BinaryField()
    author_id = models.UUIDField(null=True)
    subject_part = models.TextField(null=True)  # noqa: DJ001
    subject_salt = models.BinaryField(null=True)
    content_key = models.BinaryField(null=True)  # of the digest in the subject's part: what it refers to
    subject_seal = models.BinaryField()
    subject_id = models.UUIDField(null=True)
    enrolment_id = models.UUIDField(null=True)
    leaf = models.BinaryField()
    link = models.BinaryField()

    class Meta:
        indexes = [
            models.Index(fields=["kind", "number"], name="evidence_kind"),
            models.Index(fields=["cohort_id", "number"], name="evidence_cohort"),
            models.Index(fields=["path_id", "number"], name="evidence_path"),
            models.Index(
                fields=["subject_id", "number"],
                condition=models.Q(subject_id__isnull=False),
                name="evidence_subject",
            ),
            models.Index(
                fields=["author_id", "number"],
                condition=models.Q(author_id__isnull=False),
                name="evidence_author",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class Tally(models.Model):
    """How many pieces of a kind happened in a month (its first day, UTC), by cohort; written by the ledger's reader."""

    month = models.DateField()
    kind = models.CharField(max_length=30)
    cohort_id = models.UUIDField(null=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month", "kind", "cohort_id"], name="evidence_tally_once", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.count} {self.kind} in {self.month}"


class Checkpoint(models.Model):
    """The ledger up to piece ``last``, whose link is ``head``: what one prints, or sends to somebody outside."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    last = models.BigIntegerField(unique=True)
    head = models.BinaryField()
    digest = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.number}: up to {self.last}"


class Attachment(Row):
    """What somebody brought as evidence by hand: words, a file, or both. Its piece seals their SHA-256 alone."""

    kind = models.CharField(max_length=30)
    path = models.ForeignKey(Path, null=True, on_delete=models.SET_NULL, related_name="+")
    cohort = models.ForeignKey(Cohort, null=True, on_delete=models.SET_NULL, related_name="+")
    enrolment = models.ForeignKey(
        Enrolment, null=True, on_delete=models.SET_NULL, related_name="attached_evidence"
    )
    note = models.TextField(blank=True)
    file = models.ForeignKey(File, null=True, on_delete=models.SET_NULL, related_name="+")
    digest = models.CharField(max_length=64)
    happened_at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Verification(Row):
    """The whole ledger was verified: asked by whom, and what came of it (``faults`` as ``checking.Fault`` has them)."""

    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    pieces = models.PositiveBigIntegerField(default=0)
    checkpoints = models.PositiveIntegerField(default=0)
    erased = models.PositiveBigIntegerField(default=0)
    faults = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.pieces} pieces at {self.at}"


class AuditLink(Row):
    """A link by which an auditor reads a scope, without an account. Only the hash of its secret is kept."""

    secret_hash = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=120)
    paths = ArrayField(models.UUIDField(), default=list)
    cohorts = ArrayField(models.UUIDField(), default=list)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.label


class Visit(Row):
    """An auditor opened a page by a link: which one, when. Neither address nor browser is kept."""

    link = models.ForeignKey(AuditLink, on_delete=models.CASCADE, related_name="visits")
    page = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["link", "-id"], name="evidence_visits")]

    def __str__(self) -> str:
        return f"{self.page} at {self.at}"
