"""What somebody chose of how they are told, as their page and the API show it."""

from dataclasses import dataclass, field
from uuid import UUID

from cordee.notifications.channels import channels
from cordee.notifications.delivering.choices import Choices
from cordee.notifications.groups import GROUPS, Group
from cordee.notifications.models import Attention, Pace, Unreachable
from cordee.people.models import Person
from cordee.spaces.models import Space


@dataclass(frozen=True)
class Row:
    """A group of kinds, and its pace on each channel."""

    group: Group
    paces: dict[str, Pace]


@dataclass(frozen=True)
class Apart:
    """A space whose pace somebody chose apart, for all that happens in it."""

    space: Space
    paces: dict[str, Pace]


@dataclass(frozen=True)
class Mine:
    """All of it. ``addresses``: by which address each channel reaches them; ``lost``: which it does not any more."""

    rows: list[Row]
    exceptions: list[Apart]
    others: list[Space]
    attention: Attention
    addresses: dict[str, str] = field(default_factory=dict)
    lost: dict[str, str] = field(default_factory=dict)


def mine(me: Person) -> Mine:
    """What ``me`` chose. Six queries, and those of the channels."""
    choices = Choices([me.id])
    apart: dict[UUID, dict[str, Pace]] = {}
    for (_person, channel, group, space), pace in choices.paces.items():
        if space and not group:
            apart.setdefault(space, {})[channel] = pace
    spaces = list(Space.objects.filter(memberships__person=me).order_by("title")) + list(
        Space.objects.filter(id__in=apart).exclude(memberships__person=me).order_by("title")
    )
    reached = {name: channel.reached([me.id]).get(me.id) for name, channel in channels().items()}
    return Mine(
        rows=[
            Row(group, {name: choices.pace(me.id, name, group.name, None) for name in channels()})
            for group in GROUPS.values()
        ],
        exceptions=[Apart(space, apart[space.id]) for space in spaces if space.id in apart],
        others=[space for space in spaces if space.id not in apart],
        attention=choices.of(me.id),
        addresses={name: address for name, address in reached.items() if address is not None},
        lost=dict(Unreachable.objects.filter(person_id=me.id).values_list("channel", "address")),
    )
