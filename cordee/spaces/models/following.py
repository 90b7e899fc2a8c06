"""What people keep an eye on, and what they keep for later."""

from django.db import models
from django.db.models import Q

from cordee.core.models import Row
from cordee.people.models import Person, Skill
from cordee.spaces.models.comments import Comment
from cordee.spaces.models.posts import Post
from cordee.spaces.models.spaces import Space


class Follow(Row):
    """A person wants to hear of a space, a thread, somebody or a skill; ``muted``: they want not to.

    Who writes in a thread hears of it without a row here; muting is how they stop that.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="follows")
    space = models.ForeignKey(Space, null=True, on_delete=models.CASCADE, related_name="follows")
    post = models.ForeignKey(Post, null=True, on_delete=models.CASCADE, related_name="follows")
    somebody = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="followed_by")
    skill = models.ForeignKey(Skill, null=True, on_delete=models.CASCADE, related_name="follows")
    muted = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "space", "post", "somebody", "skill"],
                name="followed_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=(
                    Q(space__isnull=False, post__isnull=True, somebody__isnull=True, skill__isnull=True)
                    | Q(space__isnull=True, post__isnull=False, somebody__isnull=True, skill__isnull=True)
                    | Q(space__isnull=True, post__isnull=True, somebody__isnull=False, skill__isnull=True)
                    | Q(space__isnull=True, post__isnull=True, somebody__isnull=True, skill__isnull=False)
                ),
                name="follows_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {'mutes' if self.muted else 'follows'}"


class Bookmark(Row):
    """A person keeps a post, or a comment on it, for later, with a note for themselves. Nobody else sees it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="bookmarks")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="bookmarks")
    comment = models.ForeignKey(Comment, null=True, on_delete=models.CASCADE, related_name="bookmarks")
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "post", "comment"], name="kept_once", nulls_distinct=False
            ),
        ]
        indexes = [models.Index(fields=["person", "-id"], name="spaces_bookmark_newest")]

    def __str__(self) -> str:
        return f"{self.person_id} keeps {self.comment_id or self.post_id}"
