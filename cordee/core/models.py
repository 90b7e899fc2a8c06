"""What every room's rows are made of, and the organisation itself."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.core.ids import uuid7


class Row(models.Model):
    """A row named by a UUIDv7."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)

    class Meta:
        abstract = True


class Organisation(models.Model):
    """Who this Cordée is for, and how they want it: one row an installation.

    ``logo`` is the name of a stored image. ``passwords``: may people come in otherwise than by an account elsewhere? It
    counts while such accounts can be used (``people.openid.providers``). ``retention`` says for how many days each class
    of data is kept (None: for ever; absent: as ``administration.retention`` says). Sizes are in megabytes. What the law
    wants on papers (``core.legal``) is all optional: ``activity_number`` is that of the declaration of activity.
    """

    class SignUp(models.TextChoices):
        OPEN = "open", _("open to everyone")
        DOMAIN = "domain", _("open to some e-mail domains")
        INVITATION = "invitation", _("by invitation link")
        CLOSED = "closed", _("closed: an administrator adds people")

    class Leaving(models.TextChoices):
        NAMELESS = "nameless", _("what they wrote stays, without their name")
        REMOVED = "removed", _("what they wrote goes with them")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    language = models.CharField(
        max_length=5, choices=[("fr", _("French")), ("en", _("English"))], default="fr"
    )
    logo = models.CharField(max_length=200, blank=True)
    accent = models.CharField(max_length=7, blank=True)
    welcome = models.CharField(max_length=300, blank=True)
    sign_up = models.CharField(max_length=10, choices=SignUp.choices, default=SignUp.CLOSED)
    passwords = models.BooleanField(default=True)
    sign_up_domains = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    on_leaving = models.CharField(max_length=8, choices=Leaving.choices, default=Leaving.NAMELESS)
    retention = models.JSONField(default=dict, blank=True)
    largest_image = models.PositiveSmallIntegerField(default=15)
    largest_file = models.PositiveSmallIntegerField(default=50)
    legal_name = models.CharField(max_length=200, blank=True)
    legal_address = models.CharField(max_length=300, blank=True)
    siret = models.CharField(max_length=14, blank=True)
    activity_number = models.CharField(max_length=11, blank=True)
    signatory = models.CharField(max_length=120, blank=True)
    signatory_role = models.CharField(max_length=120, blank=True)
    qualiopi = models.BooleanField(default=False)
    public_sheets = models.BooleanField(default=False)  # may paths show their sheet to who has no account?
    acknowledge_within = models.PositiveSmallIntegerField(
        default=2
    )  # working days: a concern is acknowledged
    answer_within = models.PositiveSmallIntegerField(default=30)  # days: it is answered
    outside_concerns = models.BooleanField(
        default=False
    )  # may people without account write to the organisation?
    referent = models.CharField(max_length=200, blank=True)  # whom people with a disability write to
    bpf_until = models.CharField(
        max_length=5, default="04-30"
    )  # month and day, as R.6352-23 has it; often put off
    other_nsf = models.BooleanField(
        default=False
    )  # may specialties be written that the official list has not?
    year_begins = models.PositiveSmallIntegerField(default=1)  # the month in which the accounting year begins
    set_up_at = models.DateTimeField(null=True, blank=True)
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


class ShortTerm(models.Model):
    """Something that all processes know together for some minutes: the table of Django's cache, in its own columns.

    Unlogged: a crash of PostgreSQL empties it, and counts begin anew. Neither kept in backups nor told in exports.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.cache_key
