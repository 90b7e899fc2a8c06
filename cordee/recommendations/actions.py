"""The one choice of this room: to be shown as somebody who can help."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from cordee.journal.actions import record
from cordee.people.actions.skills import skills_named
from cordee.people.models import Person, Skill
from cordee.recommendations import events
from cordee.recommendations.models import Shown
from cordee.spaces import access


def forget_shown(person: Person) -> None:
    """Somebody leaves for good: in the transaction of the caller. What the reader keeps goes with their event."""
    Shown.objects.filter(person=person).delete()


@transaction.atomic
def show_me(actor: Person, skills: Iterable[str], *, now: datetime) -> None:
    """Be shown on these skills (slugs) and on no others, from this moment on. Raises Invalid, Forbidden."""
    access.check_acts(access.viewer(actor))
    wanted = {skill.id: skill for skill in skills_named(skills)}
    current = set(Shown.objects.filter(person=actor).values_list("skill_id", flat=True))
    gone = Skill.objects.in_bulk(current - wanted.keys())
    Shown.objects.filter(person=actor, skill__in=gone).delete()
    come = [wanted[key] for key in sorted(wanted.keys() - current)]
    Shown.objects.bulk_create(
        (Shown(person=actor, skill=skill, at=now) for skill in come), ignore_conflicts=True
    )
    for skill in come:
        record(events.of_consent(events.EXPERT_SHOWN, actor, skill), at=now)
    for skill in gone.values():
        record(events.of_consent(events.EXPERT_HIDDEN, actor, skill), at=now)
