"""Replies."""

from django.db import models

from cordee.core.models import Row
from cordee.people.models import Person
from cordee.spaces.models.posts import Post


class Comment(Row):
    """A reply to a contribution, or to another reply: two levels deep.

    ``root_id`` is the first-level comment's identifier, its own for a first-level comment: sorted by
    (root_id, id) a conversation stands in reading order, so one index serves a page of it.
    ``removed_at`` is set while the reply is out of sight: its ``Removal`` says who did that, and why.
    """

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="replies")
    root_id = models.UUIDField()
    author = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="comments")
    body = models.TextField()
    body_html = models.TextField()
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["post", "root_id", "id"], name="spaces_comment_reading"),
            models.Index(fields=["author", "-id"], name="spaces_comment_author"),
            models.Index(
                fields=["removed_at"],
                condition=models.Q(removed_at__isnull=False),
                name="spaces_comment_removed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author_id} on {self.post_id}"

    @property
    def url(self) -> str:
        """Where it stands in its thread."""
        return f"/posts/{self.post_id}/?at={self.id}#c-{self.id}"
