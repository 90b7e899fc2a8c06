"""Files that people bring."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.core.models import Row


class File(Row):
    """A stored file. Images have been re-encoded; other files are only ever handed out as downloads.

    ``space_id`` names the space in which it was brought: who may read the space may read the file.
    A file without a space (a profile photo) may be read by everyone who is signed in. ``withheld``: the text
    that shows it is out of sight, and only who moderates the space, or brought it, may read it.
    """

    class Kind(models.TextChoices):
        IMAGE = "image", _("image")
        ATTACHMENT = "attachment", _("attachment")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=200)
    stored_as = models.CharField(max_length=200, unique=True)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    alternative = models.CharField(max_length=500, blank=True)
    owner_id = models.UUIDField(null=True)
    space_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    withheld = models.BooleanField(default=False, db_default=False)

    class Meta:
        indexes = [models.Index(fields=["owner_id", "-id"], name="media_file_owner")]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        """Where a reader finds it; permission is checked there."""
        return f"/media/{self.stored_as}"
