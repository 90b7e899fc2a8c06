"""What every room's rows are made of, and the organisation itself."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.core.ids import uuid7


class Row(models.Model):
    """A row named by a UUIDv7."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)

    class Meta:
        abstract = True


class Organisation(models.Model):
    """Who this Cordée is for: one row an installation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    language = models.CharField(
        max_length=5, choices=[("fr", _("French")), ("en", _("English"))], default="fr"
    )
    demo_since = models.DateTimeField(null=True, blank=True)
    only = models.BooleanField(default=True, unique=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(only=True), name="one_organisation"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_demo(self) -> bool:
        """Whether the demo was loaded here: then, and only then, its accounts are offered at sign-in."""
        return self.demo_since is not None
