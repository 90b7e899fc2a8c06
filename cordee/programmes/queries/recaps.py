"""What people answered to a prompt, the most proven first: what a recap is drafted from."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count

from cordee.core.text import excerpt
from cordee.people.cards import Card, columns
from cordee.programmes.models import Prompt
from cordee.spaces.models import Comment, Reaction, Resolution

MOST = 400  # replies looked at: far more than a week's prompt gets
RIPE = timedelta(days=5)  # after which a prompt waits for its recap, where none followed it

_TRIED = (Reaction.Meaning.TRIED, Reaction.Meaning.ADAPTED, Reaction.Meaning.TAUGHT)


@dataclass(slots=True)
class Said:
    """A reply, with what others made of it."""

    id: UUID
    post_id: UUID
    body: str
    author: Card
    created_at: datetime
    accepted: bool = False
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where it stands in its thread."""
        return f"/posts/{self.post_id}/?at={self.id}#c-{self.id}"

    @property
    def short(self) -> str:
        """Its first words."""
        return excerpt(self.body, 120)

    @property
    def tried(self) -> int:
        """How many tried, adapted or taught it."""
        return sum(self.counts.get(meaning, 0) for meaning in _TRIED)

    @property
    def valued(self) -> int:
        """How many found something in it, without having tried it."""
        return sum(count for meaning, count in self.counts.items() if meaning not in _TRIED)

    @property
    def rank(self) -> tuple[bool, int, int, datetime]:
        """The open rule: accepted first, then the most tried, then the most useful, then who spoke first."""
        return (not self.accepted, -self.tried, -self.valued, self.created_at)


def answers_to(prompt: Prompt) -> list[Said]:
    """What people answered, by ``Said.rank``; who asked is left out, and what is out of sight. Three queries."""
    if prompt.post_id is None:
        return []
    rows = Comment.objects.filter(
        post_id=prompt.post_id, removed_at__isnull=True, author__isnull=False
    ).exclude(author_id=prompt.by_id)
    found = [
        Said(row[0], row[1], row[2], Card(*row[4:]), row[3])
        for row in rows.order_by("id").values_list("id", "post_id", "body", "created_at", *columns("author"))[
            :MOST
        ]
    ]
    counts: dict[UUID, dict[str, int]] = defaultdict(dict)
    given = Reaction.objects.filter(post_id=prompt.post_id, comment__isnull=False)
    for comment, meaning, count in (
        given.order_by().values("comment_id", "meaning").annotate(n=Count("id"))
    ).values_list("comment_id", "meaning", "n"):
        counts[comment][meaning] = count
    accepted = set(Resolution.objects.filter(post_id=prompt.post_id).values_list("answer_id", flat=True))
    for one in found:
        one.accepted, one.counts = one.id in accepted, counts.get(one.id, {})
    return sorted(found, key=lambda one: one.rank)
