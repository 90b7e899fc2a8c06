"""Keys by which other software acts for a person."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cordee.core.models import Row
from cordee.people.models import Person

READ, WRITE, ADMINISTER = "read", "write", "administer"
SCOPES = (READ, WRITE, ADMINISTER)


class Token(Row):
    """A key to act as ``person`` within ``scopes``. Only the hash of its secret is kept.

    What lies below ``/administration/`` asks for ADMINISTER beside READ or WRITE: the key of an administrator's intranet
    does not open everybody's account.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    scopes = ArrayField(models.CharField(max_length=20))
    secret_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class KeptAnswer(models.Model):
    """What a write with an Idempotency-Key was answered, kept for a day."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)
    status = models.PositiveSmallIntegerField()
    media_type = models.CharField(max_length=100)
    body = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="one_answer_a_key")]

    def __str__(self) -> str:
        return f"{self.key} of {self.person_id}"
