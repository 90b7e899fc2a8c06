"""What is given at the end, made of a record that does not change any more."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.core.models import Row
from cordee.paths.models.cohorts import Enrolment
from cordee.people.models import Person


class Certificate(Row):
    """A certificate: the frozen ``record`` it is drawn from, and the code by which anybody can verify it.

    ``name`` stays as it was given, also when the account is gone: it is a proof. ``revoked_at`` with why.
    """

    class Kind(models.TextChoices):
        COMPLETION = "completion", _("Certificate of completion")
        REALISATION = "realisation", _("Certificat de réalisation")

    enrolment = models.ForeignKey(
        Enrolment, null=True, on_delete=models.SET_NULL, related_name="certificates"
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=80)
    record = models.JSONField()
    digest = models.CharField(max_length=64)  # SHA-256 of the record as canonical JSON
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "kind"],
                condition=models.Q(revoked_at__isnull=True),
                name="one_certificate_of_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.code
