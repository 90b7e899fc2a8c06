"""What the job reads: who is there, what was contributed, who turned to whom, who read. Some six queries in all."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from cordee.circulation.models import Touch
from cordee.circulation.rules.passing import Contact, Stage, Step
from cordee.people.models import Person, Unit
from cordee.spaces.models import Membership, Post, Reading

WINDOW = timedelta(days=365)
PRACTICES = (Post.Kind.EXPERIENCE, Post.Kind.TIP, Post.Kind.RESOURCE)
Kind = Touch.Kind
STAGES = {
    Kind.REPLY: Stage.SEEN,
    Kind.THANK: Stage.SEEN,
    Kind.OBSERVED: Stage.SEEN,
    Kind.TRIED: Stage.TRIED,
    Kind.ADAPTED: Stage.ADAPTED,
    Kind.TAUGHT: Stage.TAUGHT,
}
TRIED = {kind for kind, stage in STAGES.items() if stage >= Stage.TRIED}
# What turning to somebody weighs: words more than a sign, a sign more than reading.
WEIGHTS = {
    Kind.CALL: 3.0, Kind.REPLY: 2.0, Kind.ACCEPT: 2.0, Kind.TRIED: 1.5, Kind.ADAPTED: 1.5, Kind.TAUGHT: 1.5,
    Kind.OBSERVED: 1.0, Kind.THANK: 1.0,
}  # fmt: skip
READ = 0.5


@dataclass(frozen=True, slots=True)
class Shared:
    """A contribution that can travel: where it stands, who shared it, and when."""

    id: UUID
    space: UUID
    author: UUID | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that the figures are made of. Times are days since ``since``."""

    since: datetime
    now: datetime
    people: frozenset[UUID]
    unit: Mapping[UUID, UUID]
    above: Mapping[UUID, UUID]
    home: Mapping[UUID, UUID]
    members: Mapping[UUID, frozenset[UUID]]
    keepers: frozenset[tuple[UUID, UUID]]
    practices: Mapping[UUID, Shared]
    steps: Mapping[UUID, list[Step[UUID]]]
    contacts: Mapping[UUID, list[Contact[UUID]]]  # by space: acts that others see
    readings: Sequence[Contact[UUID]]  # apart: nothing that is drawn or names somebody may rest on them

    def days(self, at: datetime) -> float:
        """A moment as days since the beginning."""
        return (at - self.since) / timedelta(days=1)


def gathered(now: datetime, window: timedelta = WINDOW) -> Gathered:
    """Everything of the last year (``window``), and all that ever happened to what travelled in it."""
    since = now - window
    people = dict(Person.objects.filter(erased_at=None).values_list("id", "unit_id"))
    touches = list(
        Touch.objects.filter(seen=True, at__gte=since, at__lte=now).values_list(
            "post_id", "mark_id", "person_id", "toward_id", "kind", "at"
        )
    )
    tried = {post for post, _m, _p, _t, kind, _at in touches if kind in TRIED}
    read = list(Reading.objects.filter(at__gte=since, at__lte=now).values_list("post_id", "person_id", "at"))
    posts = {
        row[0]: (Shared(*row[:4]), row[4])
        for row in Post.objects.filter(removed_at=None)
        .filter(
            Q(id__among={one[0] for one in touches} | {one[0] for one in read}) | Q(created_at__gte=since)
        )
        .values_list("id", "space_id", "author_id", "created_at", "kind")
        .iterator(chunk_size=5000)
    }
    practices = {key: one for key, (one, kind) in posts.items() if kind in PRACTICES or key in tried}
    known: dict[UUID, list[Contact[UUID]]] = defaultdict(list)
    readings: list[Contact[UUID]] = []
    home: dict[UUID, Counter[UUID]] = defaultdict(Counter)

    def days(at: datetime) -> float:
        return (at - since) / timedelta(days=1)

    for post, _mark, person, toward, kind, at in touches:
        if post not in posts or person not in people:
            continue
        space = posts[post][0].space
        home[person][space] += 1
        if toward is not None and toward != person and toward in people:
            known[space].append(Contact(person, toward, days(at), WEIGHTS[Kind(kind)]))
    for post, person, at in read:
        if post in posts and (author := posts[post][0].author) in people and person in people:
            assert author
            readings.append(Contact(person, author, days(at), READ))
    for one, _kind in posts.values():
        if one.author in people and one.at >= since:
            home[one.author][one.space] += 1
    members, keepers = _members(people)
    return Gathered(
        since=since,
        now=now,
        people=frozenset(people),
        unit={person: unit for person, unit in people.items() if unit},
        above=dict(Unit.objects.exclude(parent=None).values_list("id", "parent_id")),
        home={person: max(spaces, key=lambda one: (spaces[one], one)) for person, spaces in home.items()},
        members=members,
        keepers=keepers,
        practices=practices,
        steps=_steps(practices, people, now, days),
        contacts=known,
        readings=readings,
    )


def _members(
    people: Mapping[UUID, object],
) -> tuple[dict[UUID, frozenset[UUID]], frozenset[tuple[UUID, UUID]]]:
    found: dict[UUID, set[UUID]] = defaultdict(set)
    keepers = set()
    for space, person, role in Membership.objects.filter(person__is_active=True).values_list(
        "space_id", "person_id", "role"
    ):
        if person in people:
            found[space].add(person)
            if role == Membership.Role.FACILITATOR:
                keepers.add((space, person))
    return {space: frozenset(some) for space, some in found.items()}, frozenset(keepers)


def _steps(
    practices: Mapping[UUID, Shared], people: Mapping[UUID, object], now: datetime, days: object
) -> dict[UUID, list[Step[UUID]]]:
    """How far each person came with each practice. A reaction to a reply says from whom: who wrote the reply."""
    assert callable(days)
    found: dict[UUID, list[Step[UUID]]] = defaultdict(list)
    for post, mark, person, toward, kind, at in _touches(practices, now):
        if person not in people:
            continue
        author = practices[post].author
        # Who replies to a reply, reacts to one or is called in one has it from who wrote that.
        said = toward if mark != post and toward != author and toward in people else None
        if kind == Kind.CALL:
            if toward in people:
                found[post].append(Step(toward, Stage.SEEN, days(at), person if person != toward else None))
        elif kind in STAGES:
            found[post].append(Step(person, STAGES[Kind(kind)], days(at), said))
    rows = Reading.objects.filter(post__id__among=practices, at__lte=now)
    for post, person, at in rows.values_list("post_id", "person_id", "at").iterator(chunk_size=5000):
        if person in people:
            found[post].append(Step(person, Stage.SEEN, days(at)))
    return found


def _touches(practices: Iterable[UUID], now: datetime) -> Iterable[tuple]:
    rows = Touch.objects.filter(post_id__among=practices, seen=True, at__lte=now).order_by("at", "id")
    return rows.values_list("post_id", "mark_id", "person_id", "toward_id", "kind", "at").iterator(
        chunk_size=5000
    )
