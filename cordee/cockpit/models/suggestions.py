"""What was suggested to facilitators, what they did with it, and what followed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cordee.core.models import Row
from cordee.people.models import Person
from cordee.spaces.models import Post, Space


class Suggestion(Row):
    """Something that was worth a facilitator's minute in a space: about somebody, a contribution, or the space itself.

    Written when it is shown the first time. ``rests_until``: settled, it does not come again before (None: never).
    ``followed_at`` is when what was hoped for happened, within fourteen days of ``settled_at``, or of ``shown_at`` where
    nobody did anything; ``closed`` says that nobody looks any more.
    """

    class State(models.TextChoices):
        SHOWN = "shown", _("shown")
        ACTED = "acted", _("done")
        DISMISSED = "dismissed", _("put away")
        GONE = "gone", _("gone by itself")

    class Reason(models.TextChoices):
        DONE = "done", _("It is done already")
        LATER = "later", _("Not now")
        UNFIT = "unfit", _("It is not right for this person or this text")
        KIND = "kind", _("I do not want this kind here")

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, null=True, on_delete=models.CASCADE, related_name="+")
    shown_at = models.DateTimeField()
    shown_to = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=9, choices=State.choices, default=State.SHOWN)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=5, choices=Reason.choices, blank=True)
    words = models.CharField(max_length=300, blank=True)
    rests_until = models.DateTimeField(null=True)
    followed_at = models.DateTimeField(null=True)
    closed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["space", "kind", "person", "post"],
                condition=Q(state="shown"),
                name="cockpit_shown_once",
                nulls_distinct=False,
            ),
        ]
        indexes = [
            models.Index(fields=["space", "kind", "-settled_at"], name="cockpit_settled"),
            models.Index(fields=["shown_at"], condition=Q(closed=False), name="cockpit_followed"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} in {self.space_id}: {self.state}"
