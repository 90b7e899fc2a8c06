"""A line of the bell, ready to be shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from cordee.people.cards import Card


@dataclass(slots=True)
class Line:
    """What happened under one key, as far as its reader may see it.

    ``post_id`` and ``comment_id`` are of the first act of the group, where reading on begins; ``people`` are the last
    two, ``people_count`` all; ``meanings`` counts the reactions.
    """

    id: UUID
    kind: str
    reason: str
    stops: str
    subject: UUID | None
    position: int
    at: datetime
    unread: bool
    people: list[Card] = field(default_factory=list)
    people_count: int = 0
    acts: int = 0
    posts: int = 0
    meanings: Mapping[str, int] = field(default_factory=dict)
    post_id: UUID | None = None
    post_title: str = ""
    post_kind: str = ""
    comment_id: UUID | None = None
    space_slug: str = ""
    space_title: str = ""
    skill_slug: str = ""
    skill_name: str = ""
    workshop_title: str = ""
    path_slug: str = ""
    path_title: str = ""
    object_id: UUID | None = None

    @property
    def title(self) -> str:
        """What it is about."""
        if self.posts > 1:
            return self.skill_name or self.space_title
        return self.post_title or self.workshop_title or self.path_title or self.space_title

    @property
    def url(self) -> str:
        """The address that marks it as read and leads on."""
        return f"/notifications/{self.id}/"
