"""Texts that were taken out of sight."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cordee.core.models import Row
from cordee.people.models import Person
from cordee.spaces.models.comments import Comment
from cordee.spaces.models.posts import Post


class Removal(Row):
    """A post or a comment is out of sight: by whom, since when and why. Gone when it is put back.

    What its author deleted is purged after thirty days; what was hidden stays, for the people who look into it.
    """

    class Why(models.TextChoices):
        DELETED = "deleted", _("deleted by its author")
        HIDDEN = "hidden", _("hidden by moderation")
        MERGED = "merged", _("merged into another thread")

    post = models.ForeignKey(Post, null=True, on_delete=models.CASCADE, related_name="removals")
    comment = models.ForeignKey(Comment, null=True, on_delete=models.CASCADE, related_name="removals")
    why = models.CharField(max_length=8, choices=Why.choices)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(post__isnull=True) ^ Q(comment__isnull=True), name="removal_of_one_text"
            ),
            models.UniqueConstraint(fields=["post"], name="post_removed_once"),
            models.UniqueConstraint(fields=["comment"], name="comment_removed_once"),
        ]
        indexes = [models.Index(fields=["why", "at"], name="spaces_removal_due")]

    def __str__(self) -> str:
        return f"{self.comment_id or self.post_id} {self.why}"
