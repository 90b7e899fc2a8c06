"""What names a document: whose it is, what it is about, its own name."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import orjson

from cordee.records.keys import AGENT, agent_key
from cordee.records.validation.agents import identifier


@dataclass(frozen=True)
class Place:
    """A place for a document, or with an empty ``name`` the context of several. ``kind``: state, activity or agent."""

    kind: str
    activity: str = ""
    agent: dict[str, Any] | None = None
    registration: str = ""
    name: str = ""

    @property
    def context(self) -> bytes:
        """The digest of what it is about and whose it is."""
        return sha256(orjson.dumps([self.kind, self.activity, self._named()])).digest()

    @property
    def digest(self) -> bytes:
        """The digest of all that names it."""
        return sha256(self.context + orjson.dumps([self.registration.lower(), self.name])).digest()

    @property
    def agent_key(self) -> int | None:
        """By which the documents of an agent are found."""
        return agent_key(AGENT, self.agent) if self.agent else None

    def _named(self) -> list[str]:
        return list(identifier(self.agent) or ()) if self.agent else []
