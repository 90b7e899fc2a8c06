"""The nightly job: how each practice travelled, who carries, who bridges, and the drawings. Pages only read its rows."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from cordee.circulation.charting import drawn
from cordee.circulation.gathering import WINDOW, Gathered, Shared, gathered
from cordee.circulation.models import Chart, Passing, Place, Travel
from cordee.circulation.rules import drawing
from cordee.circulation.rules.bridging import bridges
from cordee.circulation.rules.figures import travelled
from cordee.circulation.rules.passing import Contact, Contacts, Stage, passings
from cordee.circulation.rules.passing import Passing as Passed
from cordee.insights.figures import FEWEST

MOST_CARRIERS = 10
CARRIED_TO = 3  # people who have something from somebody: fewer carry nothing yet
ALONE_BELOW = 2  # people that somebody has to do with
ALONE_AFTER = 28.0  # days of contacts that are looked at


@transaction.atomic
def circulate(now: datetime, window: timedelta = WINDOW) -> int:
    """Make all figures of circulation anew as they stand ``now``, of a ``window``; returns the number of practices.

    Some ten queries, then rows in bulk; old rows stay until the new ones are whole.
    """
    told = gathered(now, window)
    # Readings weigh here alone, where it is told how many have it and never who has it from whom.
    linked = Contacts([*(one for some in told.contacts.values() for one in some), *told.readings], told.unit)
    passed = {
        key: passings(one.author, told.days(one.at), told.steps.get(key, ()), linked)
        for key, one in told.practices.items()
    }
    _store_travels(told, passed, now)
    scopes: list[UUID | None] = [None, *sorted(told.members)]
    charts, places = [], []
    for space in scopes:
        chart, roles = _scope(told, passed, space, now)
        places += roles
        if chart:
            charts.append(chart)
    Chart.objects.all().delete()
    Chart.objects.bulk_create(charts)
    Place.objects.all().delete()
    Place.objects.bulk_create(places, batch_size=1000)
    return len(told.practices)


def _store_travels(told: Gathered, passed: Mapping[UUID, Sequence[Passed[UUID]]], now: datetime) -> None:
    travels, rows = [], []
    for key, one in told.practices.items():
        steps = told.steps.get(key, ())
        found = travelled(one.author, told.days(one.at), steps, passed[key], told.unit, told.home)
        last = max((step.at for step in steps if step.stage >= Stage.TRIED), default=None)
        travels.append(
            Travel(
                post_id=key,
                space_id=one.space,
                shared_at=one.at,
                **{stage.name.lower(): found.reach[stage] for stage in Stage},
                depth=found.depth,
                units=found.units,
                unit_hops=found.unit_hops,
                spaces=found.spaces,
                space_hops=found.space_hops,
                said=found.said,
                half_life=found.half_life,
                stops=found.stops.name.lower() if found.stops else "",
                stops_lost=found.lost,
                border_id=found.border,
                last_at=None if last is None else told.since + timedelta(days=last),
                computed_at=now,
            )
        )
        rows += [_row(told, one, way) for way in passed[key] if way.stage >= Stage.TRIED]
    Travel.objects.all().delete()
    Travel.objects.bulk_create(travels, batch_size=1000)
    Passing.objects.all().delete()
    Passing.objects.bulk_create(rows, batch_size=1000)


def _row(told: Gathered, one: Shared, way: Passed[UUID]) -> Passing:
    return Passing(
        post_id=one.id,
        space_id=one.space,
        taker_id=way.taker,
        giver_id=way.giver,
        stage=int(way.stage),
        at=told.since + timedelta(days=way.at),
        said=way.said,
        depth=way.depth,
    )


def _scope(
    told: Gathered, passed: Mapping[UUID, Sequence[Passed[UUID]]], space: UUID | None, now: datetime
) -> tuple[Chart | None, list[Place]]:
    """The drawing of the organisation (None) or of a space, and what its people are in it."""
    here = told.people if space is None else told.members.get(space, frozenset())
    contacts = (
        [one for some in told.contacts.values() for one in some]
        if space is None
        else told.contacts.get(space, [])
    )
    ways = [
        (key, one.giver, one.taker, one.stage)
        for key, some in passed.items()
        if space is None or told.practices[key].space == space
        for one in some
        if one.giver is not None and one.stage >= Stage.TRIED
    ]
    weights = _weights(contacts, here, told.days(now))
    moving = _moving(told, passed, space) & here
    people = sorted({one for pair in weights for one in pair} | moving)
    if len(people) < FEWEST:
        return None, _alone(told, space, contacts, now)
    group, names = _groups(told, people, weights)
    crossing = [(key, giver, taker) for key, giver, taker, _stage in ways]
    roles = [
        Place(
            space_id=space, person_id=one.person, role=Place.Role.BRIDGES, people=one.crossings,
            practices=one.practices, groups=len(one.groups),
        )
        for one in bridges(crossing, group)
    ]  # fmt: skip
    roles += _carriers(space, ways)
    chart = Chart(
        space_id=space,
        people=len(people),
        drawn=drawn(people, group, names, weights, moving, crossing, contacts),
        since=told.since,
        computed_at=now,
    )
    return chart, roles + _alone(told, space, contacts, now)


def _moving(told: Gathered, passed: Mapping[UUID, Sequence[Passed[UUID]]], space: UUID | None) -> set[UUID]:
    """Who tried a practice, who shared one that was tried, whom an act names as its giver: acts that can be seen.

    Likely givers do not count: likely can be so by a reading.
    """
    return {
        one
        for key, some in passed.items()
        if space is None or told.practices[key].space == space
        for way in some
        if way.stage >= Stage.TRIED
        for one in (way.taker, told.practices[key].author, way.giver if way.said else None)
        if one is not None
    }


def _weights(
    contacts: Iterable[Contact[UUID]], here: frozenset[UUID], now: float
) -> dict[tuple[UUID, UUID], float]:
    found: dict[tuple[UUID, UUID], float] = defaultdict(float)
    for one in contacts:
        if one.person in here and one.other in here:
            pair = (one.person, one.other) if one.person < one.other else (one.other, one.person)
            found[pair] += one.weight * 0.5 ** ((now - one.at) / 180.0)
    return found


def _groups(
    told: Gathered, people: Sequence[UUID], weights: Mapping[tuple[UUID, UUID], float]
) -> tuple[dict[UUID, int], list[dict[str, str]]]:
    """By unit where most have one, else by who turns to whom. Each group's name: of a unit, of the space it meets in."""
    placed = [one for one in people if one in told.unit]
    if len(placed) * 2 >= len(people):
        unit = _large_enough({one: told.unit[one] for one in placed}, told.above)
        sizes = Counter(unit.values())
        order = {key: n for n, key in enumerate(sorted(sizes, key=lambda key: (-sizes[key], key)))}
        rest = len(order)
        group = {one: order[unit[one]] if one in unit else rest for one in people}
        names = [{"unit": str(key)} for key in order]
        return group, names + ([{"rest": ""}] if len(placed) < len(people) else [])
    group = drawing.communities(people, weights)
    meets: dict[int, Counter[UUID]] = defaultdict(Counter)
    for one in people:
        if one in told.home:
            meets[group[one]][told.home[one]] += 1
    names = []
    for number in range(max(group.values()) + 1):
        space = max(meets[number], key=lambda one: (meets[number][one], one)) if meets[number] else None
        names.append({"space": str(space)} if space else {"rest": ""})
    return group, names


def _large_enough(unit: dict[UUID, UUID], above: Mapping[UUID, UUID]) -> dict[UUID, UUID]:
    """Who stands in a unit of fewer than five counts with the unit above, as far up as it takes."""
    while True:
        sizes = Counter(unit.values())
        small = {key for key, size in sizes.items() if size < FEWEST and key in above}
        # From the bottom up: a small unit waits for the small ones below it.
        lowest = small - {above[key] for key in small} or small
        if not lowest:
            return unit
        unit = {one: above[key] if key in lowest else key for one, key in unit.items()}


def _carriers(space: UUID | None, ways: Iterable[tuple[UUID, UUID | None, UUID, Stage]]) -> list[Place]:
    """Who carries to most people: those who have at least one practice from them, directly."""
    given: dict[UUID, set[UUID]] = defaultdict(set)
    practices: dict[UUID, set[UUID]] = defaultdict(set)
    for key, giver, taker, _stage in ways:
        if giver is not None:
            given[giver].add(taker)
            practices[giver].add(key)
    most = sorted(given, key=lambda one: (-len(given[one]), -len(practices[one]), one))[:MOST_CARRIERS]
    return [
        Place(
            space_id=space, person_id=one, role=Place.Role.CARRIES, people=len(given[one]),
            practices=len(practices[one]),
        )
        for one in most
        if len(given[one]) >= CARRIED_TO
    ]  # fmt: skip


def _alone(
    told: Gathered, space: UUID | None, contacts: Iterable[Contact[UUID]], now: datetime
) -> list[Place]:
    """Members of a space who exchanged with one person alone in four weeks, by acts that others see: it names them."""
    if space is None:
        return []
    since = told.days(now) - ALONE_AFTER
    around: dict[UUID, set[UUID]] = defaultdict(set)
    for one in contacts:
        if one.at >= since:
            around[one.person].add(one.other)
            around[one.other].add(one.person)
    return [
        Place(space_id=space, person_id=one, role=Place.Role.ALONE, people=len(around[one]))
        for one in sorted(told.members.get(space, ()))
        if (space, one) not in told.keepers and 0 < len(around.get(one, ())) < ALONE_BELOW
    ]
