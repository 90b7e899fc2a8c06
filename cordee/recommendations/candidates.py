"""Who might answer a question: the one door of this room for those above it."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cordee.core.text import mentioned, plain
from cordee.people.models import Person
from cordee.recommendations.evidence import Evidence, What
from cordee.recommendations.past import Kept, may_be_asked
from cordee.recommendations.proofs import proofs, skilled
from cordee.recommendations.ranking import Particulars, rank
from cordee.spaces.models import Post, Space

__all__ = ["Candidate", "Evidence", "Question", "What", "who_might_answer"]


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
    not to think of (away, asked already, above their quota). ``now`` is the present: counts that fade do not go back.
    Twenty-two queries at most.
    """
    past = Kept(question.space, now, question.post_id)
    facts = skilled(question.skill_ids, past.spaces, now)
    called = mentioned(question.body)
    named = set(Person.objects.filter(handle__in=called).values_list("id", flat=True)) if called else set()
    special = {*named, *(person for some in facts.values() for person in some)}
    allowed = set(may_be_asked(question.space, now).filter(id__in=special).values_list("id", flat=True))
    ranking = rank(
        past,
        title=question.title,
        body=plain(question.body),
        asker=str(question.author_id),
        now=now.timestamp(),
        particulars=Particulars(
            named=_keys(named & allowed),
            declared=_keys(facts[What.DECLARED].keys() & allowed),
            accepted=_keys(facts[What.ACCEPTED].keys() & allowed),
            tried=_keys((facts[What.TRIED].keys() | facts[What.TAUGHT].keys()) & allowed),
        ),
        without=_keys(without),
    )
    best = [(UUID(person), score) for person, score in ranking.people[:most]]
    told = proofs([person for person, _score in best], question.space, ranking.questions, facts, now)
    return [Candidate(person, score, tuple(told[person])) for person, score in best]


def _keys(people: Set[UUID]) -> frozenset[str]:
    return frozenset(map(str, people))
