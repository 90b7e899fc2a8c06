"""Who is away, and who stands in."""

from datetime import datetime

from cordee.people.models import Person
from cordee.spaces.models import Membership, Space, StandIn

MOST = 200  # members that are offered


def stand_ins(space: Space, now: datetime) -> list[StandIn]:
    """Those under way and to come, the first to end first. One query."""
    rows = StandIn.objects.filter(space=space, ends_at__gt=now).select_related("person", "deputy")
    return list(rows.order_by("ends_at", "id")[:20])


def possible_deputies(space: Space, person: Person) -> list[tuple[str, str]]:
    """The members who may stand in for ``person``: handle and name, facilitators first. One query."""
    rows = Membership.objects.filter(space=space, person__is_active=True).exclude(person=person)
    return list(rows.order_by("role", "person__name").values_list("person__handle", "person__name")[:MOST])
