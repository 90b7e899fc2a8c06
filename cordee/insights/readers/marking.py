"""Which weeks of which scopes have to be counted again. Written in the transaction of what was changed."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from cordee.insights.models import Act, Dirty, Scope

_ALL = """
INSERT INTO insights_dirty (scope, scope_id, week, onward)
SELECT DISTINCT scope, scope_id, until, false FROM insights_snapshot WHERE %(scope)s IN ('', scope)
ON CONFLICT DO NOTHING
"""


def week_of(day: date) -> date:
    """The Sunday on which the week of a day ends."""
    return day + timedelta(days=6 - day.weekday())


class Marks:
    """Gathered in memory, written once."""

    def __init__(self) -> None:
        self.found: set[tuple[str, UUID | None, date, bool]] = set()
        self.since: dict[tuple[str, UUID | None], date] = {}

    def act(self, act: Act) -> None:
        """An act is new, gone, or back."""
        self.places(act.day, act.space_id, act.path_id, act.cohort_id, act.unit_id)

    def acts(self, rows: QuerySet[Act]) -> None:
        """The same of some that are written. One query."""
        for told in rows.values_list("day", "space_id", "path_id", "cohort_id", "unit_id").distinct():
            self.places(*told)

    def places(
        self, day: date, space: UUID | None, path: UUID | None, cohort: UUID | None, unit: UUID | None
    ) -> None:
        """Something changed on a day in all of these."""
        week = week_of(day)
        self.found.add((Scope.ORGANISATION.value, None, week, False))
        for scope, scope_id in (
            (Scope.SPACE, space), (Scope.PATH, path), (Scope.COHORT, cohort), (Scope.UNIT, unit)
        ):  # fmt: skip
            if scope_id:
                self.found.add((scope.value, scope_id, week, False))

    def onward(self, scope: Scope, scope_id: UUID | None, at: datetime) -> None:
        """Who belongs there has changed: that counts in all windows since."""
        week, key = week_of(at.astimezone(UTC).date()), (scope.value, scope_id)
        self.since[key] = min(week, self.since.get(key, week))

    def everything_of(self, scope: Scope) -> None:
        """Whatever was counted of a kind of scope. One statement."""
        with connection.cursor() as cursor:
            cursor.execute(_ALL, {"scope": scope.value})

    @staticmethod
    def mark_all_counted() -> None:
        """Whatever was counted. One statement."""
        with connection.cursor() as cursor:
            cursor.execute(_ALL, {"scope": ""})

    def write(self) -> None:
        """One statement a thousand marks."""
        rows = [Dirty(scope=one[0], scope_id=one[1], week=one[2], onward=one[3]) for one in self.found]
        rows += [
            Dirty(scope=key[0], scope_id=key[1], week=week, onward=True) for key, week in self.since.items()
        ]
        rows.sort(key=lambda row: (row.scope, str(row.scope_id), row.week, row.onward))
        Dirty.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
