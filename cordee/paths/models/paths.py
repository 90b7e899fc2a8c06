"""A path: what one can learn here, who writes it, and what the public is told of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.core.models import Row
from cordee.media.models import File
from cordee.people.models import HUES, Person


class Path(Row):
    """Structured learning with objectives. What it holds is in its versions; cohorts take it between two dates."""

    class Audience(models.TextChoices):
        PUBLIC = "public", _("its sheet is public, also for people who have no account here")
        OPEN = "open", _("everyone sees its sheet and may enrol where a cohort lets them")
        ENROLLED = "enrolled", _("only who is enrolled sees it")

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=150)
    summary = models.CharField(max_length=400, blank=True)
    language = models.CharField(max_length=5, default="fr")
    audience = models.CharField(max_length=8, choices=Audience.choices, default=Audience.OPEN)
    cover = models.ForeignKey(File, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)
    is_template = models.BooleanField(default=False)
    # Kept here, in the act that publishes, because lists show it: the newest published version.
    current = models.ForeignKey(
        "paths.Version", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    authors = models.ManyToManyField(Person, through="PathAuthor", related_name="paths_written")

    def __str__(self) -> str:
        return self.title

    @property
    def hue(self) -> int:
        """Which hue of the palette the generated cover takes."""
        return self.id.int % HUES

    @property
    def url(self) -> str:
        """Where it is."""
        return f"/paths/{self.slug}/"


class PathAuthor(models.Model):
    """A person writes a path."""

    path = models.ForeignKey(Path, on_delete=models.CASCADE, related_name="author_links")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="path_links")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["path", "person"], name="author_once")]

    def __str__(self) -> str:
        return f"{self.person_id} writes {self.path_id}"


class Sheet(models.Model):
    """What the public must be told of a path (Code du travail L.6353-8, Qualiopi indicator 1). Texts are Markdown.

    ``minutes`` is the whole duration; ``price`` is written out, because it depends on who pays. ``helper`` answers within
    ``helped_within`` hours (D.6313-3-1).
    """

    path = models.OneToOneField(Path, primary_key=True, on_delete=models.CASCADE, related_name="sheet")
    audience = models.TextField(blank=True)
    prerequisites = models.TextField(blank=True)
    methods = models.TextField(blank=True)
    evaluation = models.TextField(blank=True)
    accessibility = models.TextField(blank=True)
    access_delay = models.CharField(max_length=300, blank=True)
    price = models.CharField(max_length=300, blank=True)
    contact = models.CharField(max_length=300, blank=True)
    certification = models.CharField(max_length=300, blank=True)
    modality = models.CharField(
        max_length=8,
        choices=[("on-site", _("on site")), ("remote", _("at a distance")), ("mixed", _("both"))],
        default="mixed",
    )
    minutes = models.PositiveIntegerField(null=True, blank=True)
    helper = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    helped_within = models.PositiveSmallIntegerField(default=48)  # hours

    def __str__(self) -> str:
        return f"sheet of {self.path_id}"
