"""Why somebody is thought of: facts that anybody who may read them can open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID


class What(StrEnum):
    """The kinds of evidence, the strongest first: the order in which they are shown."""

    ACCEPTED = "accepted"  # an answer of theirs was accepted, to a question close to this one or on its skill
    ANSWERED = "answered"  # they answered a question close to this one
    TRIED = "tried"  # they tried or adapted a practice of this skill, and said so
    TAUGHT = "taught"  # they taught a practice of this skill
    DECLARED = "declared"  # they say that they can help with this skill
    ACTIVE = "active"  # they answered in this space lately


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact about a person, its date, and what a click opens.

    ``label`` is the title of the thread, the name of the skill or that of the space; ``count`` says of how many
    acts this one is the latest (answers of the last weeks, for ``ACTIVE``).
    """

    what: What
    at: datetime
    label: str = ""
    post_id: UUID | None = None
    comment_id: UUID | None = None
    skill_id: UUID | None = None
    space_id: UUID | None = None
    url: str = ""
    count: int = 1

    def as_data(self) -> dict[str, Any]:
        """For a JSON column; ``from_data`` reads it back."""
        kept = {
            name: str(value)
            for name in ("post_id", "comment_id", "skill_id", "space_id")
            if (value := getattr(self, name)) is not None
        }
        return {
            "what": self.what.value,
            "at": self.at.isoformat(),
            "label": self.label,
            "url": self.url,
            "count": self.count,
            **kept,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Evidence":
        """What ``as_data`` wrote."""
        ids = {
            name: UUID(data[name])
            for name in ("post_id", "comment_id", "skill_id", "space_id")
            if data.get(name)
        }
        return cls(
            What(data["what"]),
            datetime.fromisoformat(data["at"]),
            label=data["label"],
            url=data["url"],
            count=data["count"],
            **ids,
        )
