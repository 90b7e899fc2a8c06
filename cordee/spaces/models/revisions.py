"""What was written before an edit: nothing is rewritten in secret."""

from django.db import models

from cordee.core.models import Row
from cordee.people.models import Person
from cordee.spaces.models.comments import Comment
from cordee.spaces.models.posts import Post


class Revision(Row):
    """A text as it stood until ``at``, when ``by`` changed it."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="revisions")
    comment = models.ForeignKey(Comment, null=True, on_delete=models.CASCADE, related_name="revisions")
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["post", "comment", "-id"], name="spaces_revision_of")]

    def __str__(self) -> str:
        return f"{self.comment_id or self.post_id} until {self.at}"
