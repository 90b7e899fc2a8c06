"""Who is here."""

from functools import lru_cache
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.core.ids import uuid7
from cordee.media.models import File

HUES = 12  # generated avatars and covers take one of this many hues of the palette


@lru_cache(maxsize=4096)
def initials(name: str) -> str:
    """One or two letters of a name, for the generated avatar."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


class PersonManager(BaseUserManager["Person"]):
    """Looks people up the way Django's and allauth's sign-in do."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser, PermissionsMixin):
    """A member of the organisation, or the author of imported contributions (no e-mail: cannot sign in).

    An auditor reads everything that an administrator reads and changes nothing. ``suspended_until``: reads, but
    does not contribute before that moment. ``erased_at``: the account was deleted, and the name with it.
    """

    class Theme(models.TextChoices):
        SYSTEM = "system", _("As my device")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    class Motion(models.TextChoices):
        SYSTEM = "system", _("As my device")
        REDUCED = "reduced", _("Reduced")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(_("e-mail"), unique=True, null=True, blank=True)
    handle = models.CharField(
        max_length=39,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9][a-z0-9._-]{0,38}$")],
        help_text=_("What others write after @ to call you."),
    )
    name = models.CharField(_("name"), max_length=80)
    headline = models.CharField(_("what you do"), max_length=120, blank=True)
    about = models.TextField(_("a few words"), blank=True, max_length=2000)
    availability = models.CharField(_("when you are available"), max_length=200, blank=True)
    photo = models.ForeignKey(File, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    language = models.CharField(max_length=5, default="fr", choices=[("fr", "Français"), ("en", "English")])
    time_zone = models.CharField(max_length=60, default="Europe/Paris")
    theme = models.CharField(max_length=8, choices=Theme.choices, default=Theme.SYSTEM)
    motion = models.CharField(max_length=8, choices=Motion.choices, default=Motion.SYSTEM)
    is_active = models.BooleanField(default=True)
    is_administrator = models.BooleanField(default=False)
    is_auditor = models.BooleanField(default=False)
    is_training_manager = models.BooleanField(default=False)
    joined_at = models.DateTimeField()
    suspended_until = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    unit = models.ForeignKey(
        "people.Unit", null=True, blank=True, on_delete=models.SET_NULL, related_name="people"
    )
    manager = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="team")

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(email=""), name="no_empty_email"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """The name, as Django's parts ask for it."""
        return self.name

    @property
    def is_staff(self) -> bool:
        """Django's word for who may administer."""
        return self.is_administrator

    @property
    def answers_for_training(self) -> bool:
        """Reads figures, evidence and paths of the whole: administers, audits, or is responsible for training."""
        return self.is_administrator or self.is_auditor or self.is_training_manager

    @property
    def manages_training(self) -> bool:
        """Acts upon evidence and complaints of the whole: an auditor changes nothing, whatever else they are."""
        return self.is_administrator or (self.is_training_manager and not self.is_auditor)

    @property
    def hue(self) -> int:
        """Which hue of the palette the generated avatar takes: always the same for a person."""
        return self.id.int % HUES

    @property
    def initials(self) -> str:
        """One or two letters for the generated avatar."""
        return initials(self.name)

    @property
    def url(self) -> str:
        """Their profile."""
        return f"/people/@{self.handle}/"

    @property
    def avatar_url(self) -> str | None:
        """Where the photo is, if there is one."""
        return f"/media/{self.photo.stored_as}" if self.photo else None
