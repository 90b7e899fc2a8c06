"""Threads that were merged into others, with what it takes to part them again."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cordee.spaces.models.comments import Comment
from cordee.spaces.models.posts import Post


class Merging(models.Model):
    """``post`` went into ``post.merged_into``: its text stands there as ``opening``, its replies were ``comments``.

    ``follows`` are those that were made on the other thread for who followed this one; ``practice`` and ``resolution``:
    its place in the library, its answer, went along.
    """

    post = models.OneToOneField(Post, primary_key=True, on_delete=models.CASCADE, related_name="merging")
    opening = models.OneToOneField(Comment, null=True, on_delete=models.SET_NULL, related_name="opens")
    comments = ArrayField(models.UUIDField(), default=list)
    follows = ArrayField(models.UUIDField(), default=list)
    practice = models.BooleanField(default=False)
    resolution = models.BooleanField(default=False)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.post_id} with {len(self.comments)} replies"
