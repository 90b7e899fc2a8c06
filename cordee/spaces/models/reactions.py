"""What a contribution meant to somebody."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.core.models import Row
from cordee.people.models import Person
from cordee.spaces.models.comments import Comment
from cordee.spaces.models.posts import Post


class Reaction(Row):
    """One meaning, given by one person to one post or comment. ``note`` says what happened when they tried."""

    class Meaning(models.TextChoices):
        USEFUL = "useful", _("Useful")
        THANKS = "thanks", _("Thanks")
        OBSERVED = "observed", _("I observed this")
        TRIED = "tried", _("I tried this")
        ADAPTED = "adapted", _("I adapted this")
        TAUGHT = "taught", _("I taught this")

    WITH_NOTE = (Meaning.TRIED, Meaning.ADAPTED)

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reactions")
    comment = models.ForeignKey(Comment, null=True, on_delete=models.CASCADE, related_name="reactions")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="reactions")
    meaning = models.CharField(max_length=10, choices=Meaning.choices)
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "comment", "person", "meaning"],
                name="one_meaning_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.meaning} {self.comment_id or self.post_id}"
