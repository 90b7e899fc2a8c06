"""What lies ahead of somebody on their first page, of two rooms in one query: charters that changed, workshops."""

from datetime import datetime
from uuid import UUID

from django.db.models import CharField, JSONField, QuerySet, Value

from cordee.core.compiled import compiled
from cordee.spaces import access
from cordee.spaces.queries.today import CharterWaiting, outdated_charters
from cordee.workshops.queries.workshops import LATE, SOON, Near, near_of, near_rows


def ahead(who: access.Viewer, now: datetime) -> tuple[list[CharterWaiting], list[Near]]:
    """The charters to read again, and the workshops of the days to come. One query."""
    rows = _ahead(me=who.person.id, until=now + SOON, since=now - LATE)
    charters = [CharterWaiting(slug, title) for slug, title, told in rows if told is None]
    return charters, near_of(told for _slug, _title, told in rows if told is not None)


@compiled()
def _ahead(*, me: UUID, until: datetime, since: datetime) -> QuerySet:
    nothing = Value(None, output_field=JSONField())
    charters = outdated_charters(me).annotate(told=nothing).values_list("space__slug", "space__title", "told")
    near = near_rows(me, until, since).annotate(slug=Value("", output_field=CharField()))
    return charters.union(near.values_list("slug", "title", "told"), all=True)
