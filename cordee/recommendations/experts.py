"""Who knows a skill: with their consent, by evidence that fades, those who were asked much lately later."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from cordee.people.cards import Card
from cordee.people.models import Person, PersonSkill, Skill
from cordee.people.queries import by_name
from cordee.recommendations.evidence import Evidence, What
from cordee.recommendations.fading import fades
from cordee.recommendations.loads import asked_lately
from cordee.recommendations.models import Shown
from cordee.recommendations.proofs import skilled, skills_of, some
from cordee.spaces import access
from cordee.spaces.models import Post, Space

HALF_LIFE = 365.0  # days: evidence of a year ago counts half
WORTH = {What.ACCEPTED: 3.0, What.TAUGHT: 2.0, What.TRIED: 1.0, What.DECLARED: 2.0}
MOST = 12
FEW = 3  # names of a skill in the directory


@dataclass(frozen=True)
class Expert:
    """Somebody who can help with a skill, and why; ``declared``: they say so themselves."""

    card: Card
    evidence: Sequence[Evidence]
    declared: bool

    @property
    def latest(self) -> datetime:
        """When the last of the evidence is from."""
        return max(one.at for one in self.evidence)


@dataclass(frozen=True)
class Line:
    """A skill of the directory: some of who can help, how many they are, who wants to learn it, what waits."""

    skill: Skill
    people: Sequence[Card]
    holders: int
    learners: int
    waiting: int


def experts_on(who: access.Viewer, skill: Skill, *, now: datetime, most: int = MOST) -> list[Expert]:
    """Who agreed to be shown on a skill, by evidence that the viewer may open. Seven queries at most.

    The strongest evidence first, divided by how much they were asked in the last week.
    """
    spaces = list(Space.objects.filter(access.readable(who)).values_list("id", flat=True))
    facts = skilled([skill.id], spaces, now)
    agreed = set(Shown.objects.filter(skill=skill).values_list("person_id", flat=True))
    told: dict[UUID, list[Evidence]] = {}
    for kind in WORTH:
        for person, evidence in facts[kind].items():
            if person in agreed or person in facts[What.DECLARED]:
                told.setdefault(person, []).extend(evidence)
    asked = asked_lately(told, now)
    people = cards_of(told, now)

    def place(person: UUID) -> tuple[float, str]:
        strength = sum(WORTH[one.what] * fades((now - one.at).days, HALF_LIFE) for one in told[person])
        return -strength / (1 + asked[person]), people[person].name

    return [
        Expert(people[person], some(told[person]), person in facts[What.DECLARED])
        for person in sorted(people, key=place)[:most]
    ]


def mine(person: Person, *, now: datetime) -> list[tuple[Skill, list[Evidence], bool]]:
    """The skills of which somebody gave evidence, the evidence, and whether they agreed. Six queries at most."""
    spaces = list(Space.objects.filter(access.readable(access.viewer(person))).values_list("id", flat=True))
    agreed = set(Shown.objects.filter(person=person).values_list("skill_id", flat=True))
    facts = skills_of(person, spaces, now)
    known = Skill.objects.in_bulk(facts.keys() | agreed)
    return [(skill, some(facts.get(skill.id, [])), skill.id in agreed) for skill in by_name(known.values())]


def directory() -> list[Line]:
    """Every skill, with who agreed to be shown on it. Five queries."""
    here = Q(person__is_active=True, person__is_auditor=False)
    holders: dict[UUID, dict[UUID, Card]] = {}
    columns = ("person__id", "person__name", "person__handle", "person__headline", "person__photo__stored_as")
    declared = PersonSkill.objects.filter(here, side=PersonSkill.Side.HELPS)
    for rows in (declared, Shown.objects.filter(here)):
        for skill, *card in rows.order_by("person__name").values_list("skill_id", *columns):
            holders.setdefault(skill, {})[card[0]] = Card(*card)
    waiting = Count(
        "post_links",
        filter=Q(
            post_links__post__kind=Post.Kind.QUESTION,
            post_links__post__resolved_at__isnull=True,
            post_links__post__removed_at__isnull=True,
        ),
        distinct=True,
    )
    asked = dict(Skill.objects.annotate(waiting=waiting).values_list("id", "waiting"))
    learns = Count("person_sides", filter=Q(person_sides__side=PersonSkill.Side.LEARNS))
    learners = dict(Skill.objects.annotate(learners=learns).values_list("id", "learners"))
    lines = []
    for skill in by_name(Skill.objects.all()):
        people = list(holders.get(skill.id, {}).values())
        lines.append(Line(skill, people[:FEW], len(people), learners[skill.id], asked[skill.id]))
    return lines


def unheld(lines: Sequence[Line]) -> list[Line]:
    """The skills that nobody holds, those first that most people want to learn or ask about."""
    return sorted((one for one in lines if not one.holders), key=lambda one: -(one.learners + one.waiting))


def cards_of(people: Mapping[UUID, object], now: datetime) -> dict[UUID, Card]:
    """Those of ``people`` who are here and may write. One query."""
    rows = Person.objects.filter(id__in=people, is_active=True, is_auditor=False).exclude(
        suspended_until__gt=now
    )
    columns = ("id", "name", "handle", "headline", "photo__stored_as")
    return {row[0]: Card(*row) for row in rows.values_list(*columns)}
