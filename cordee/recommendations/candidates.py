"""Who might answer a question: the one door of this room for those above it."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Max, Q

from cordee.people.models import Person, PersonSkill
from cordee.recommendations.evidence import Evidence, What
from cordee.spaces.models import Comment, Post, Space

__all__ = ["Candidate", "Evidence", "Question", "What", "who_might_answer"]

LATELY = timedelta(days=90)


@dataclass(frozen=True)
class Question:
    """What is asked, published or still a draft."""

    title: str
    body: str
    space: Space
    author_id: UUID | None = None
    skill_ids: frozenset[UUID] = frozenset()
    post_id: UUID | None = None

    @classmethod
    def of(cls, post: Post) -> "Question":
        """A contribution as it stands. Two queries at most: its space and its skills, where they are not read yet."""
        skills = frozenset(post.skill_links.values_list("skill_id", flat=True))
        return cls(post.title, post.body, post.space, post.author_id, skills, post.id)


@dataclass(frozen=True)
class Candidate:
    """Somebody who might answer. ``score`` compares the candidates of one question and nothing else."""

    person_id: UUID
    score: float
    evidence: tuple[Evidence, ...]


def who_might_answer(
    question: Question, *, now: datetime, most: int = 10, without: Set[UUID] = frozenset()
) -> list[Candidate]:
    """The people most likely to answer, best first, each with the evidence that speaks for them.

    Only people who may read the space, are active, not suspended, not auditors, and not who asks. ``without``: people
    not to think of (away, asked already, above their quota). Reads what was before ``now`` only.
    """
    declared = PersonSkill.objects.filter(
        skill__in=question.skill_ids, side=PersonSkill.Side.HELPS, at__lte=now
    ).select_related("skill")
    answered = (
        Comment.objects.filter(
            post__space=question.space,
            removed_at__isnull=True,
            created_at__lte=now,
            created_at__gt=now - LATELY,
            author__isnull=False,
        )
        .values_list("author_id")
        .annotate(times=Count("post", distinct=True), last=Max("created_at"))
    )
    found: dict[UUID, tuple[float, list[Evidence]]] = {}
    for row in declared:
        score, facts = found.setdefault(row.person_id, (0.0, []))
        facts.append(Evidence(What.DECLARED, row.at, row.skill.name, skill_id=row.skill_id))
        found[row.person_id] = (score + 5, facts)
    for person, times, last in answered:
        score, facts = found.setdefault(person, (0.0, []))
        space = question.space
        facts.append(Evidence(What.ACTIVE, last, space.title, space_id=space.id, url=space.url, count=times))
        found[person] = (score + times, facts)
    allowed = _may_be_asked(question, set(found) - without, now)
    ranked = sorted(
        (Candidate(person, found[person][0], tuple(found[person][1])) for person in allowed),
        key=lambda one: (-one.score, one.person_id),
    )
    return ranked[:most]


def _may_be_asked(question: Question, people: Set[UUID], now: datetime) -> set[UUID]:
    """Who of ``people`` is here, may write and may read the space, and is not who asks. One query."""
    rows = Person.objects.filter(id__in=people, is_active=True, is_auditor=False).filter(
        Q(suspended_until__isnull=True) | Q(suspended_until__lte=now)
    )
    if question.space.visibility != Space.Visibility.OPEN:
        rows = rows.filter(Q(memberships__space=question.space) | Q(is_administrator=True))
    return set(rows.values_list("id", flat=True)) - {question.author_id}
