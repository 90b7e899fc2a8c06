"""A thematic place, and what it is for."""

from typing import Any
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.core.models import Row
from cordee.media.models import File
from cordee.people.models import HUES, Skill


class Space(Row):
    """A place with a theme, objectives, a charter, members and facilitators.

    ``time_zone`` is where its hours are meant: a prompt of nine o'clock appears when it is nine there.
    """

    class Visibility(models.TextChoices):
        OPEN = "open", _("Open")
        REQUEST = "request", _("On request")
        HIDDEN = "hidden", _("Hidden")

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=100)
    theme = models.CharField(max_length=300, blank=True)
    welcome = models.TextField(blank=True)
    welcome_html = models.TextField(blank=True)
    visibility = models.CharField(max_length=8, choices=Visibility.choices, default=Visibility.OPEN)
    time_zone = models.CharField(max_length=60, default="Europe/Paris")
    cover = models.ForeignKey(File, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    cover_hue = models.PositiveSmallIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()

    # Filled in by queries.spaces, for the pages: the charter version in force (0: none), and the objectives
    # in order as [{"text", "skills": [{"slug", "name"}]}].
    charter_version: int
    aims: list[dict[str, Any]]

    def __str__(self) -> str:
        return self.title

    @property
    def hue(self) -> int:
        """Which hue of the palette the generated cover takes."""
        return self.cover_hue if self.cover_hue is not None else self.id.int % HUES

    @property
    def url(self) -> str:
        """Where it is."""
        return f"/spaces/{self.slug}/"

    @property
    def zone(self) -> ZoneInfo:
        """Where its hours are meant."""
        return ZoneInfo(self.time_zone)


class Objective(Row):
    """What people come to a space to learn, in one sentence, tied to skills."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="objectives")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    skills = models.ManyToManyField(Skill, related_name="+")

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.text
