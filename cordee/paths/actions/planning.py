"""My plan: what I want to reach, what I need, what I do next. It is nobody else's business: the journal is not told."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Invalid, Missing
from cordee.core.text import clean_line
from cordee.paths.models import Goal, PlanSharing
from cordee.people.models import Person, Skill

MOST_GOALS = 100
LONGEST = 300


@transaction.atomic
def add_goal(
    actor: Person,
    *,
    kind: str,
    text: str,
    now: datetime,
    skill: Skill | None = None,
    due_on: date | None = None,
) -> Goal:
    """Put something into one's own plan. Raises Invalid."""
    wrong = {}
    if kind not in Goal.Kind.values:
        wrong["kind"] = _("Choose one of those offered.")
    line = clean_line(text)
    if not line or len(line) > LONGEST:
        wrong["text"] = _("Say it in a sentence, of %(most)s characters at most.") % {"most": LONGEST}
    # Two tabs that write at once are one after the other.
    Person.objects.select_for_update(no_key=True).get(pk=actor.pk)
    if not wrong and Goal.objects.filter(person=actor).count() >= MOST_GOALS:
        wrong["text"] = _("A plan holds %(most)s lines at most: take out what is over.") % {
            "most": MOST_GOALS
        }
    if wrong:
        raise Invalid(next(iter(wrong.values())), fields=wrong)
    return Goal.objects.create(person=actor, kind=kind, text=line, skill=skill, due_on=due_on, at=now)


@transaction.atomic
def finish_goal(actor: Person, goal_id: UUID, *, now: datetime, undo: bool = False) -> Goal:
    """Tick a line of one's own plan, or take the tick away; the first tick keeps its day. Raises Missing."""
    goal = _mine(actor, goal_id)
    goal.done_at = None if undo else goal.done_at or now
    goal.save(update_fields=["done_at"])
    return goal


@transaction.atomic
def remove_goal(actor: Person, goal_id: UUID) -> None:
    """Take a line out of one's own plan. Raises Missing."""
    _mine(actor, goal_id).delete()


@transaction.atomic
def share_plan(actor: Person, *, now: datetime, undo: bool = False) -> None:
    """Let who tutors me read my plan, or keep it to myself again."""
    if undo:
        PlanSharing.objects.filter(person=actor).delete()
    else:
        PlanSharing.objects.get_or_create(person=actor, defaults={"at": now})


def _mine(actor: Person, goal_id: UUID) -> Goal:
    goal = Goal.objects.select_for_update().filter(person=actor, id=goal_id).first()
    if goal is None:
        raise Missing(_("This line is not in your plan any more."))
    return goal
