"""Contributions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.core.models import Row
from cordee.media.models import File
from cordee.people.models import Person, Skill
from cordee.spaces.models.spaces import Space


class Post(Row):
    """A contribution to a space.

    ``body`` is Markdown as written; ``body_html`` and ``excerpt`` are made from it when it is saved, so that reading
    costs nothing. ``comment_count``, ``tried_count``, ``last_activity_at``, ``resolved_at`` and the like stand
    here because lists are sorted and filtered by them; they change in the transaction of the act that changes them.
    ``is_prompt``: it came out at its hour as part of the space's programme.
    ``removed_at`` is set while the contribution is out of sight: its ``Removal`` says who did that, and why.
    """

    class Kind(models.TextChoices):
        DISCUSSION = "discussion", _("Discussion")
        QUESTION = "question", _("Question")
        EXPERIENCE = "experience", _("Experience")
        TIP = "tip", _("Tip")
        RESOURCE = "resource", _("Resource")
        POLL = "poll", _("Poll")

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="posts")
    author = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="posts")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    title = models.CharField(max_length=200)
    body = models.TextField()
    body_html = models.TextField()
    excerpt = models.CharField(max_length=300, blank=True)
    link = models.URLField(max_length=1000, blank=True)
    attachment = models.ForeignKey(File, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    last_activity_at = models.DateTimeField()
    is_prompt = models.BooleanField(default=False)
    comment_count = models.PositiveIntegerField(default=0)
    tried_count = models.PositiveIntegerField(default=0)
    resolved_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    locked_at = models.DateTimeField(null=True)
    pinned_at = models.DateTimeField(null=True)
    duplicate_of = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="duplicates")
    merged_into = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="merged")
    skills = models.ManyToManyField(Skill, through="PostSkill", related_name="posts")

    class Meta:
        indexes = [
            models.Index(fields=["space", "-last_activity_at", "-id"], name="spaces_post_active"),
            models.Index(
                "space_id",
                models.F("pinned_at").desc(nulls_last=True),
                models.F("last_activity_at").desc(),
                models.F("id").desc(),
                name="spaces_post_listed",
            ),
            models.Index(fields=["author", "-id"], name="spaces_post_author"),
            models.Index(
                fields=["space", "-id"],
                condition=models.Q(kind="question", resolved_at__isnull=True),
                name="spaces_post_unresolved",
            ),
            models.Index(
                fields=["space", "-created_at"],
                condition=models.Q(kind__in=["experience", "tip"]),
                name="spaces_post_practices",
            ),
            models.Index(
                fields=["space", "-pinned_at"],
                condition=models.Q(pinned_at__isnull=False),
                name="spaces_post_pinned",
            ),
            models.Index(
                fields=["removed_at"],
                condition=models.Q(removed_at__isnull=False),
                name="spaces_post_removed",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def url(self) -> str:
        """Where it is read."""
        return f"/posts/{self.id}/"


class PostSkill(models.Model):
    """A contribution speaks of a skill."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="skill_links")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="post_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "skill"], name="skill_once_a_post"),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} on {self.skill_id}"


class Resolution(models.Model):
    """A question has found its answer: who said so, when, and which comment answers it.

    ``answer`` and ``by`` are empty where an imported archive says only that the thread was resolved.
    """

    post = models.OneToOneField(Post, primary_key=True, on_delete=models.CASCADE, related_name="resolution")
    answer = models.OneToOneField(
        "spaces.Comment", null=True, on_delete=models.SET_NULL, related_name="resolution"
    )
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.post_id} answered by {self.answer_id}"
