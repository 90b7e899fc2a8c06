"""Taking figures away, as a file, by mail or by the API: not where they would, beside others, tell of a few people."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from cordee.insights.boards import Board
from cordee.insights.counting.windows import window
from cordee.insights.data_views import FIGURES
from cordee.insights.disclosure.guard import Group, take_figures
from cordee.insights.figures import WINDOW
from cordee.insights.lists import below
from cordee.insights.models import Presence, Scope
from cordee.paths.models import Cohort
from cordee.people.models import Person

MANY = 2_000  # people from which the last window alone is compared: its neighbours differ by dozens


def check_taken(person: Person, board: Board) -> None:
    """Note that somebody takes a dashboard away. Raises Forbidden where it would, beside others, tell of a few people.

    Who knows closely who did what there (facilitators of a space, staff of a cohort, administrators) is not asked. Some
    ten queries, however many windows the dashboard holds.
    """
    about = board.subject
    if about.closely or board.until is None or not board.figures:
        return
    groups = list(_groups(about.scope, about.scope_id, [point.last_day for point in board.figures[0].points]))
    name = f"{about.scope.value}:{about.scope_id}" if about.scope_id else about.scope.value
    take_figures(person, FIGURES.name, name, groups, now=timezone.now(), object_id=about.scope_id)


def _groups(scope: Scope, scope_id: UUID | None, days: list[date]) -> Iterator[Group]:
    """Who belongs there as each of these windows ends, the last first."""
    there = list(_presences(scope, scope_id).values_list("person_id", "since", "until"))
    for day in sorted(days, reverse=True):
        ends = window(None, day).ends
        people = frozenset(
            who for who, since, until in there if since < ends and (until is None or until >= ends)
        )
        yield Group(people, day - WINDOW + timedelta(days=1), day + timedelta(days=1))
        if len(people) > MANY:
            return


def _presences(scope: Scope, scope_id: UUID | None) -> QuerySet[Presence]:
    """Who belongs or belonged there: to a unit with those below it, to a path through its cohorts."""
    if scope_id is None:
        return Presence.objects.filter(scope=scope, scope_id=None)
    match scope:
        case Scope.UNIT:
            return Presence.objects.filter(scope=scope, scope_id__in=below(scope_id))
        case Scope.PATH:
            theirs = Cohort.objects.filter(path_id=scope_id).values("id")
            return Presence.objects.filter(scope=Scope.COHORT, scope_id__in=theirs)
    return Presence.objects.filter(scope=scope, scope_id=scope_id)
