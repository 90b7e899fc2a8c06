"""What pages and the API read: rows that the job left. What a page costs does not grow with history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum

from cordee.circulation.models import Chart, NamedCarrier, Place, Travel
from cordee.insights.figures import FEWEST
from cordee.people.cards import Card, columns
from cordee.people.models import Person, Unit
from cordee.spaces import access
from cordee.spaces.models import Post, Space

SHOWN = 12
CARD = ("id", "name", "handle", "headline", "photo__stored_as")


@dataclass(frozen=True, slots=True)
class Group:
    """A circle: its name, where it stands, people as dots and what links them. Every number is in steps of five."""

    number: int
    name: str
    people: int
    passings: int
    x: float
    y: float
    r: float
    dots: Sequence[Sequence[float]]
    links: Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Flow:
    """From one group to another: practices passed on, exchanges, people who are part of it, each in steps of five."""

    giver: Group
    taker: Group
    passings: int
    exchanges: int
    people: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """The groups of a scope and what flows between them. ``left_out``: people whose group has fewer than five."""

    people: int
    groups: Sequence[Group]
    flows: Sequence[Flow]
    left_out: int
    computed_at: datetime


@dataclass(frozen=True, slots=True)
class Story:
    """A practice and how it travelled; ``border`` is the unit at which it stopped."""

    travel: Travel
    title: str
    url: str
    author: Card | None
    space_title: str
    border: str


@dataclass(frozen=True, slots=True)
class Carrier:
    """Somebody who carries or bridges; ``person`` only where they agreed to be named, or are who looks."""

    role: str
    people: int
    practices: int
    groups: int
    person: Card | None
    is_me: bool
    agreed: bool


@dataclass(frozen=True, slots=True)
class Sums:
    """What travelled in a scope: practices, those that somebody tried, uptakes, and those across a border of units."""

    practices: int
    travelled: int
    uptakes: int
    hops: int
    unit_hops: int


def drawing_of(space: Space | None, nameless: str) -> Drawing | None:
    """The drawing of a space, or of the organisation; None where there are too few people. Two queries.

    ``nameless`` names a group that has no name of its own.
    """
    chart = Chart.objects.filter(space_id=space.id if space else None).first()
    if chart is None:
        return None
    names = _names(chart.drawn["groups"])
    groups = [_group(number, one, names, nameless) for number, one in enumerate(chart.drawn["groups"])]
    flows = [
        Flow(groups[one["from"]], groups[one["to"]], one["passings"], one["exchanges"], one["people"])
        for one in chart.drawn["flows"]
    ]
    flows.sort(key=lambda flow: (-flow.passings, -flow.exchanges))
    return Drawing(chart.people, groups, flows, chart.drawn["left_out"], chart.computed_at)


def _names(groups: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Those of units or of spaces, whichever the groups are made by. One query."""
    units = [one["unit"] for one in groups if "unit" in one]
    spaces = [one["space"] for one in groups if "space" in one]
    rows = (
        Unit.objects.filter(id__in=units).values_list("id", "name")
        if units
        else Space.objects.filter(id__in=spaces).values_list("id", "title")
    )
    return {str(key): name for key, name in rows}


def _group(number: int, one: dict[str, Any], names: dict[str, str], nameless: str) -> Group:
    name = names.get(one.get("unit", one.get("space", "")))
    if name is None or "space" in one:
        # Several groups can meet in one space, or have no name: a letter tells them apart.
        letter = chr(ord("A") + number % 26) + ("" if number < 26 else str(number // 26))
        name = f"{name or nameless} {letter}" if not (name is None and "rest" in one) else nameless
    return Group(
        number, name, one["people"], one["passings"], one["x"], one["y"], one["r"], one["dots"], one["links"]
    )


def sums_of(space: Space | None) -> Sums:
    """The figures of a scope in one line. One query."""
    told = _travels(space).aggregate(
        practices=Count("post_id"),
        travelled=Count("post_id", filter=Q(tried__gt=0)),
        uptakes=Sum("tried", default=0),
        hops=Count("post_id", filter=Q(units__gt=1)),
        unit_hops=Sum("unit_hops", default=0),
    )
    return Sums(**told)


def _travels(space: Space | None) -> QuerySet[Travel]:
    return Travel.objects.filter(space_id=space.id) if space else Travel.objects.all()


def most_travelled(who: access.Viewer, space: Space | None, size: int = SHOWN) -> list[Story]:
    """What was taken up by most people, where ``who`` may read it. Two queries.

    Who saw it counts in steps of five here too: that something stands in a list, and where, says no more than the words.
    """
    readable = Space.objects.filter(access.readable(who)).values("id")
    rows = _travels(space).filter(Q(seen__gte=FEWEST) | Q(tried__gt=0), space_id__in=readable)
    return _stories(list(rows.order_by("-tried", (F("seen") / FEWEST).desc(), "post_id")[:size]))


def story_of(post: Post) -> Story | None:
    """How a contribution travelled; None where it did not, or is no practice. Two queries."""
    travel = Travel.objects.filter(post_id=post.id).first()
    return next(iter(_stories([travel])), None) if travel else None


def shared_by(person: Person, size: int = SHOWN * 2) -> list[Story]:
    """Where what somebody shared went, the newest first. Two queries."""
    mine = Post.objects.filter(author=person, removed_at=None).values("id")
    return _stories(list(Travel.objects.filter(post_id__in=mine).order_by("-shared_at")[:size]))


def _stories(travels: Sequence[Travel]) -> list[Story]:
    told = {
        row[0]: row[1:]
        for row in Post.objects.filter(id__in=[one.post_id for one in travels], removed_at=None).values_list(
            "id", "title", "space__title", *columns("author")
        )
    }
    borders = {one.border_id for one in travels if one.border_id}
    units = dict(Unit.objects.filter(id__in=borders).values_list("id", "name")) if borders else {}
    return [
        Story(
            travel=one,
            title=told[one.post_id][0],
            url=f"/posts/{one.post_id}/",
            author=Card(*told[one.post_id][2:]) if told[one.post_id][2] else None,
            space_title=told[one.post_id][1],
            border=units.get(one.border_id, "") if one.border_id else "",
        )
        for one in travels
        if one.post_id in told
    ]


def carriers(who: access.Viewer, space: Space | None) -> list[Carrier]:
    """Who carries and who bridges in a scope: named with their consent alone. Three queries."""
    roles = (Place.Role.CARRIES, Place.Role.BRIDGES)
    rows = list(
        Place.objects.filter(space_id=space.id if space else None, role__in=roles).order_by(
            "role", "-people", "-practices"
        )
    )
    ids = {one.person_id for one in rows}
    agreed = set(NamedCarrier.objects.filter(person_id__in=ids).values_list("person_id", flat=True))
    shown = (agreed | {who.person.id}) & ids
    cards = {row[0]: Card(*row) for row in Person.objects.filter(id__in=shown).values_list(*CARD)}
    return [
        Carrier(
            role=one.role,
            people=one.people,
            practices=one.practices,
            groups=one.groups,
            person=cards.get(one.person_id),
            is_me=one.person_id == who.person.id,
            agreed=one.person_id in agreed,
        )
        for one in rows
    ]


def alone_in(space: Space) -> list[Card]:
    """Members who have few to turn to; for ``access.is_told_who_is_alone``. Two queries."""
    ids: list[UUID] = list(
        Place.objects.filter(space_id=space.id, role=Place.Role.ALONE).values_list("person_id", flat=True)[
            :SHOWN
        ]
    )
    rows = Person.objects.filter(id__in=ids, is_active=True).order_by("name", "id")
    return [Card(*row) for row in rows.values_list(*CARD)]


def places_of(person: Person) -> list[Place]:
    """What somebody is in the whole organisation: carries, bridges. One query."""
    roles = (Place.Role.CARRIES, Place.Role.BRIDGES)
    return list(Place.objects.filter(person_id=person.id, space_id=None, role__in=roles).order_by("role"))


def is_named(person: Person) -> bool:
    """Whether somebody agreed to be named. One query."""
    return NamedCarrier.objects.filter(person=person).exists()
