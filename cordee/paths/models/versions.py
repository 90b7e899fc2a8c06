"""What a path holds, in versions: one draft at most that its authors write; a published one never changes again.

Modules, activities, objectives, banks and questions have a ``key`` that stays from version to version: what somebody did
is told by keys, so it follows them to a newer version.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.core.models import Row
from cordee.paths.models.paths import Path
from cordee.people.models import Person, Skill


class Version(Row):
    """A path as it stands at one moment. ``alone`` says who confirmed that nothing in it is done with others."""

    path = models.ForeignKey(Path, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    alone = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["path", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["path"], condition=models.Q(published_at__isnull=True), name="one_draft_a_path"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.path_id} v{self.number}"


class PathObjective(Row):
    """What one can do at the end, as a verb that can be observed, tied to skills."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="objectives")
    key = models.UUIDField(default=uuid.uuid4)
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    skills = models.ManyToManyField(Skill, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="objective_once")]

    def __str__(self) -> str:
        return self.text


class Module(Row):
    """A stage of the path."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="modules")
    key = models.UUIDField(default=uuid.uuid4)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    about = models.TextField(blank=True)
    about_html = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="module_once")]

    def __str__(self) -> str:
        return self.title


class Activity(Row):
    """A step: of a ``kind`` (see ``paths.kinds``), which gives ``content`` its form.

    ``shown`` is the content with its texts as safe HTML, made when it is saved. ``mode`` types it for the 70-20-10
    balance. ``release`` says when it opens: see ``paths.release``. ``minutes`` is how long it takes.
    """

    class Mode(models.TextChoices):
        PRACTICE = "practice", _("practice")
        SOCIAL = "social", _("with others")
        FORMAL = "formal", _("formal")

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="activities")
    module = models.ForeignKey(Module, on_delete=models.CASCADE, related_name="activities")
    key = models.UUIDField(default=uuid.uuid4)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    mode = models.CharField(max_length=8, choices=Mode.choices)
    minutes = models.PositiveSmallIntegerField(default=5)
    required = models.BooleanField(default=True)
    content = models.JSONField(default=dict)
    shown = models.JSONField(default=dict)
    release = models.JSONField(default=dict, blank=True)
    objectives = models.ManyToManyField(PathObjective, related_name="activities")

    class Meta:
        ordering = ["module__position", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="activity_once")]
        indexes = [models.Index(fields=["module", "position"], name="paths_activity_order")]

    def __str__(self) -> str:
        return self.title


class Credit(models.Model):
    """An activity was made of what somebody contributed to a space: who, and which contribution. Stays with the key."""

    path = models.ForeignKey(Path, on_delete=models.CASCADE, related_name="credits")
    activity_key = models.UUIDField()
    post = models.ForeignKey("spaces.Post", null=True, on_delete=models.SET_NULL, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["path", "activity_key"], name="paths_credit_activity")]

    def __str__(self) -> str:
        return f"{self.person_id} behind {self.activity_key}"


class PathFile(models.Model):
    """A file stands in a path: who may read the path may read it."""

    path = models.ForeignKey(Path, on_delete=models.CASCADE, related_name="file_links")
    file = models.OneToOneField("media.File", on_delete=models.CASCADE, related_name="path_link")

    def __str__(self) -> str:
        return f"{self.file_id} of {self.path_id}"
