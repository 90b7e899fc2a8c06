"""How a space stands, of two rooms in one query: its counts, and what it is asked this week."""

from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from cordee.activity.models import SpaceFigures
from cordee.core.compiled import columns_of, compiled, instance
from cordee.programmes.queries.prompts import FRESH, WeekPrompt, prompt_of_week, week_of, week_told
from cordee.spaces import access
from cordee.spaces.models import Space


def pulse(who: access.Viewer, space: Space, now: datetime) -> tuple[SpaceFigures, WeekPrompt | None]:
    """The counts of a space, and the prompt of its week. One query; two in a space of which nothing is counted yet."""
    for row in _pulse(space=space.id, me=who.person.id, since=now - FRESH):
        figures = instance(SpaceFigures, row[:-1])
        assert figures is not None
        return figures, week_of(row[-1])
    return SpaceFigures(space_id=space.id), prompt_of_week(who, space, now)


@compiled()
def _pulse(*, space: UUID, me: UUID, since: datetime) -> QuerySet:
    week = Subquery(week_told(OuterRef("space_id"), me, since))
    rows = SpaceFigures.objects.filter(space_id=space).annotate(week=week)
    return rows.values_list(*columns_of(SpaceFigures), "week")
