"""A question on its way to an answer."""

from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.asks.choosing import Stage
from cordee.asks.escalation import Course, Ending, State
from cordee.core.models import Row
from cordee.people.models import Person
from cordee.recommendations.candidates import Evidence
from cordee.spaces.models import Post


class Watch(models.Model):
    """A question that is looked after until it is answered: a ``Course``, kept.

    ``due_at``: when the clock looks at it again (None: only when something happens). ``still_since``: who asked said
    that replies before this moment did not help.
    """

    post = models.OneToOneField(Post, primary_key=True, on_delete=models.CASCADE, related_name="watch")
    state = models.CharField(max_length=8, default=State.WAITING)
    stage = models.PositiveSmallIntegerField(default=Stage.NOBODY)
    stage_ends_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=9, blank=True)
    reminded = models.PositiveSmallIntegerField(default=0)
    still_since = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(due_at__isnull=False), name="asks_watch_due"),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.state}"

    @property
    def course(self) -> Course:
        """How far it has come, for the rules."""
        return Course(
            State(self.state),
            Stage(self.stage),
            self.stage_ends_at,
            self.due_at,
            Ending(self.ending),
            self.reminded,
        )

    def take(self, course: Course, now: datetime) -> None:
        """Go on to where the rules say."""
        self.state, self.stage, self.ending = course.state, course.stage, course.ending
        self.stage_ends_at, self.due_at, self.reminded = course.stage_ends_at, course.due_at, course.reminded
        self.changed_at = now


class Ask(Row):
    """A question was put to somebody: by the clock, or by somebody (``by``) who named them. Once each.

    ``reasons`` holds the evidence for which they were chosen, as ``Evidence.as_data`` gives it.
    """

    class State(models.TextChoices):
        OPEN = "open", _("waits for a word")
        ANSWERED = "answered", _("answered")
        TAKEN = "taken", _("taken with a date")
        PASSED = "passed", _("passed on")
        DECLINED = "declined", _("not this time")
        NOT_MINE = "not-mine", _("not my field")
        CLOSED = "closed", _("answered by somebody else")

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="asks")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="asks")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    stage = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    reasons = models.JSONField(default=list)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "person"], name="asked_once_a_question"),
        ]
        indexes = [models.Index(fields=["person", "-at"], name="asks_ask_of_person")]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.post_id}"

    @property
    def evidence(self) -> list[Evidence]:
        """Why they were chosen, the strongest first."""
        return [Evidence.from_data(one) for one in self.reasons]


class Ownership(Row):
    """Somebody sees to it that a question gets its answer, until the end of a day. One at a time.

    ``ends_at`` is the end of ``until`` where the space is. Afterwards it is free again (``ending`` says how it ended).
    """

    class Ending(models.TextChoices):
        NONE = "", ""
        ANSWERED = "answered", _("answered")
        RELEASED = "released", _("given back")
        PASSED = "passed", _("the date has passed")

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="ownerships")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="ownerships")
    until = models.DateField()
    ends_at = models.DateTimeField()
    at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=8, blank=True, choices=Ending.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post"], condition=models.Q(ended_at__isnull=True), name="one_owner_at_a_time"
            ),
        ]
        indexes = [
            models.Index(
                fields=["ends_at"], condition=models.Q(ended_at__isnull=True), name="asks_owned_until"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} until {self.until}"


def told(evidence: list[Evidence]) -> list[dict[str, Any]]:
    """Evidence as ``Ask.reasons`` keeps it."""
    return [one.as_data() for one in evidence]
