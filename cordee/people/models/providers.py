"""Where else people have an account by which they come in here (OpenID Connect)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cordee.core.models import Row
from cordee.people.models.persons import Person


def usual_scopes() -> list[str]:
    """What is asked for unless an administrator says otherwise."""
    return ["openid", "profile", "email"]


class IdentityProvider(Row):
    """A provider of accounts, as an administrator connected it.

    ``slug`` stands in the redirect address and on the links of people (allauth's SocialAccount): it never changes.
    ``secret`` is sealed. The claims that hold unit and groups may be empty: not read. An address of ``proven_domains``
    counts as proven although the provider does not say so. ``newcomers``: whom Cordée does not know may come in,
    whatever sign-up says. ``tested_at``: when a test last ended well with these very settings.
    """

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=40)
    issuer = models.URLField(max_length=300)
    client_id = models.CharField(max_length=200, blank=True)
    secret = models.TextField(blank=True)
    scopes = ArrayField(models.CharField(max_length=100), default=usual_scopes)
    claim_email = models.CharField(max_length=100, default="email")
    claim_name = models.CharField(max_length=100, default="name")
    claim_unit = models.CharField(max_length=100, blank=True)
    claim_groups = models.CharField(max_length=100, blank=True)
    proven_domains = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    newcomers = models.BooleanField(default=False)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    switched_on_at = models.DateTimeField(null=True, blank=True)
    tested_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_on(self) -> bool:
        """Whether people come in by it."""
        return self.switched_on_at is not None
