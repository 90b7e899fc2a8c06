"""A programme of a space (its fil rouge), the prompts it is made of, and the recap that closes each."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.core.models import Row
from cordee.people.models import Person
from cordee.spaces.models import Comment, Objective, Post, Space


class Programme(Row):
    """A rhythm of prompts in a space: one at a time is open, the former ones are kept.

    ``weekday`` counts from Monday (0); ``every`` is in weeks. ``time_zone`` is the one in which the moments of its
    prompts were reckoned: where the space has moved to another since, they are reckoned anew before anything goes out.
    """

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="programmes")
    title = models.CharField(max_length=120)
    template = models.CharField(max_length=40, blank=True)
    responsible = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    weekday = models.PositiveSmallIntegerField()
    clock = models.TimeField()
    every = models.PositiveSmallIntegerField(default=1)
    skips_holidays = models.BooleanField(default=True)
    time_zone = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["space"], condition=models.Q(ended_at__isnull=True), name="programme_one_at_a_time"
            ),
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="programme_weekday"),
            models.CheckConstraint(condition=models.Q(every__gte=1), name="programme_every"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether more is to come of it."""
        return self.ended_at is None


class Break(Row):
    """Days of a programme on which nothing is asked: a week of closing, the summer."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="breaks")
    first = models.DateField()
    last = models.DateField()
    label = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(last__gte=models.F("first")), name="break_lasts"),
        ]

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"


class Prompt(Row):
    """What is asked, and when: ``on`` and ``clock`` in the space's zone, ``due_at`` the moment that they make.

    ``placed``: a facilitator put it on its day by hand; a change of rhythm leaves it there. ``why`` says what keeps a
    planned prompt waiting, or why it was missed. ``post`` is where it is answered, once it is out.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        PUBLISHED = "published", _("published")
        MISSED = "missed", _("missed")

    class Why(models.TextChoices):
        LATE = "late", _("the machine was off at its hour, and for too long after it")
        CROWD = "crowd", _("a later prompt was due as well: only the newest goes out")
        EMPTY = "empty", _("nothing is written in it yet")
        NOBODY = "nobody", _("no facilitator of the space can publish it: all are away, suspended or gone")
        CHARTER = "charter", _("no facilitator has accepted the charter in force yet")
        REFUSED = "refused", _("the space refused it")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="prompts")
    kind = models.CharField(max_length=12, choices=Post.Kind.choices, default=Post.Kind.DISCUSSION)
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    objective = models.ForeignKey(Objective, null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField()
    clock = models.TimeField()
    due_at = models.DateTimeField()
    placed = models.BooleanField(default=False)
    state = models.CharField(max_length=9, choices=State.choices, default=State.PLANNED)
    why = models.CharField(max_length=8, choices=Why.choices, blank=True)
    post = models.OneToOneField(Post, null=True, on_delete=models.SET_NULL, related_name="prompt")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="published", published_at__isnull=False)
                | (~models.Q(state="published") & models.Q(published_at__isnull=True)),
                name="prompt_out_since",
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "due_at"], name="programmes_prompts"),
            models.Index(
                fields=["due_at"], condition=models.Q(state="planned"), name="programmes_prompts_due"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_planned(self) -> bool:
        """Whether it is still to come out."""
        return self.state == self.State.PLANNED

    @property
    def is_out(self) -> bool:
        """Whether it came out."""
        return self.state == self.State.PUBLISHED

    @property
    def is_empty(self) -> bool:
        """Whether it still has to be written."""
        return not (self.title.strip() and self.body.strip())


class Recap(models.Model):
    """What became of a prompt, gathered from its replies: a draft until a facilitator lets it go out."""

    prompt = models.OneToOneField(Prompt, primary_key=True, on_delete=models.CASCADE, related_name="recap")
    body = models.TextField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    saved_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    comment = models.OneToOneField(Comment, null=True, on_delete=models.SET_NULL, related_name="recap")

    def __str__(self) -> str:
        return f"Recap of {self.prompt_id}"
