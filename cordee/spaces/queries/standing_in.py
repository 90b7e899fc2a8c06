"""Who is away, who stands in, and so who facilitates now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from cordee.people.models import Person
from cordee.spaces.models import Membership, Space, StandIn

MOST = 200  # members that are offered


@dataclass(frozen=True)
class Keeping:
    """Who facilitates a space at a moment: those with the role, and those who stand in; the longest-standing first."""

    rows: list[Membership]
    instead: Mapping[UUID, UUID]  # who is away, and who stands in for them

    @property
    def here(self) -> list[Membership]:
        """Those who handed nothing over: who is told, and who acts."""
        return [row for row in self.rows if row.person_id not in self.instead]


def keeping(space_id: UUID, now: datetime) -> Keeping:
    """Who facilitates a space now, as ``access.viewer`` has it for one person: closed accounts count for nothing, and
    neither does standing in for who lost the role. Their people come with it. Two queries.
    """
    under_way = StandIn.objects.filter(space_id=space_id, starts_at__lte=now, ends_at__gt=now)
    instead = dict(under_way.order_by("id").values_list("person_id", "deputy_id"))
    rows = Membership.objects.filter(space_id=space_id, person__is_active=True).filter(
        Q(role=Membership.Role.FACILITATOR) | Q(person_id__in=instead.values())
    )
    found = list(rows.select_related("person").order_by("id"))
    keepers = {row.person_id for row in found if row.role == Membership.Role.FACILITATOR}
    instead = {person: deputy for person, deputy in instead.items() if person in keepers}
    keepers.update(instead.values())
    return Keeping([row for row in found if row.person_id in keepers], instead)


def stand_ins(space: Space, now: datetime) -> list[StandIn]:
    """Those under way and to come, the first to end first. One query."""
    rows = StandIn.objects.filter(space=space, ends_at__gt=now).select_related("person", "deputy")
    return list(rows.order_by("ends_at", "id")[:20])


def possible_deputies(space: Space, person: Person) -> list[tuple[str, str]]:
    """The members who may stand in for ``person``: handle and name, facilitators first. One query."""
    rows = Membership.objects.filter(space=space, person__is_active=True).exclude(person=person)
    return list(rows.order_by("role", "person__name").values_list("person__handle", "person__name")[:MOST])
