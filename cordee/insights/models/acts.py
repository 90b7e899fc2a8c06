"""Acts: what people did, one row each, whatever told of it; and where they could have done something."""

from typing import ClassVar, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What an act is. The labels complete "somebody …"."""

    READ = "read", _("read")
    CONTRIBUTE = "contribute", _("contributed")
    REPLY = "reply", _("replied")
    REACT = "react", _("reacted")
    THANK = "thank", _("gave thanks")
    TRY = "try", _("tried a practice")
    ADAPT = "adapt", _("adapted a practice")
    TEACH = "teach", _("passed a practice on")
    ACCEPT = "accept", _("accepted an answer")
    VOTE = "vote", _("voted")
    JOIN = "join", _("joined")
    STEP = "step", _("finished an activity")
    WORK = "work", _("handed in a work")
    JUDGE = "judge", _("assessed a work")
    ATTEND = "attend", _("attended a session")
    OTHER = "other", _("did something else")


class Mode(models.TextChoices):
    """How one learns by it: at work, from others, in training."""

    PRACTICE = "practice", _("practice")
    SOCIAL = "social", _("with others")
    FORMAL = "formal", _("formal")


class Source(models.TextChoices):
    """What told of an act."""

    JOURNAL = "journal"
    STATEMENT = "statement"


class Act(models.Model):
    """One act of somebody who is known here; never what was said. Columns without a value: not there, or not known.

    ``id`` is that of the event or of the statement. ``day`` is its date (UTC). ``unit_id`` is where the person stood
    then. ``object_id`` is what it was done to: for a contribution, a reply or a work itself, for a session the half-day.
    ``thread_id`` is what it belongs to: the contribution that opened the conversation, the activity of a work, the
    workshop. ``toward_id`` is whose contribution it answers or honours, never the person's own. ``question``: it asks.
    ``kept``: the person facilitated the space then. ``seen`` is false once it was taken back or hidden.
    """

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    day = models.DateField()
    person_id = models.UUIDField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    mode = models.CharField(max_length=8, choices=Mode.choices)
    space_id = models.UUIDField(null=True)
    path_id = models.UUIDField(null=True)
    cohort_id = models.UUIDField(null=True)
    unit_id = models.UUIDField(null=True)
    object_id = models.UUIDField(null=True)
    thread_id = models.UUIDField(null=True)
    toward_id = models.UUIDField(null=True)
    question = models.BooleanField(default=False)
    kept = models.BooleanField(default=False)
    source = models.CharField(max_length=9, choices=Source.choices, default=Source.JOURNAL)
    seen = models.BooleanField(default=True)

    class Meta:
        indexes = [
            models.Index(fields=["at"], name="insights_act_at"),
            models.Index(fields=["person_id", "at"], name="insights_act_person"),
            models.Index(fields=["object_id"], name="insights_act_object"),
            models.Index(fields=["thread_id", "at"], condition=Q(thread_id__isnull=False), name="insights_act_thread"),
            # For the contribution itself, and for who looked after it: few rows among the many of a conversation.
            models.Index(fields=["object_id"], condition=Q(kind="contribute"), name="insights_act_own"),
            models.Index(fields=["thread_id", "at"], condition=Q(kind="other"), name="insights_act_cared"),
            models.Index(fields=["space_id", "at"], condition=Q(space_id__isnull=False), name="insights_act_space"),
            models.Index(fields=["path_id", "at"], condition=Q(path_id__isnull=False), name="insights_act_path"),
            models.Index(fields=["cohort_id", "at"], condition=Q(cohort_id__isnull=False), name="insights_act_cohort"),
            models.Index(fields=["unit_id", "at"], condition=Q(unit_id__isnull=False), name="insights_act_unit"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.object_id}"


Some = TypeVar("Some", bound=Act)


class _OfJournal(models.Manager[Some]):
    def get_queryset(self) -> models.QuerySet[Some]:
        return super().get_queryset().filter(source=Source.JOURNAL)


class _OfStatements(models.Manager[Some]):
    def get_queryset(self) -> models.QuerySet[Some]:
        return super().get_queryset().filter(source=Source.STATEMENT)


class JournalAct(Act):
    """Those of the journal, which its reader empties when it begins anew."""

    objects: ClassVar[models.Manager["JournalAct"]] = _OfJournal()

    class Meta:
        proxy = True


class OutsideAct(Act):
    """Those of statements that other software sent, likewise."""

    objects: ClassVar[models.Manager["OutsideAct"]] = _OfStatements()

    class Meta:
        proxy = True


class Presence(models.Model):
    """Somebody belonged somewhere, from when to when (None: still): a space, a cohort, a unit, the organisation.

    ``anew`` is false where they were there before (an account that was opened again): that makes no newcomer. ``leads``:
    they facilitate the space.
    """

    scope = models.CharField(max_length=12)
    scope_id = models.UUIDField(null=True)
    person_id = models.UUIDField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    anew = models.BooleanField(default=True)
    leads = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "scope_id", "person_id"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="insights_there_once",
            ),
        ]
        indexes = [
            models.Index(fields=["scope", "scope_id", "since"], name="insights_presence_since"),
            models.Index(fields=["person_id"], name="insights_presence_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.scope} {self.scope_id}"
