"""What is recorded about somebody."""

from collections.abc import Iterator
from typing import Any

import orjson

from cordee.people.models import Person
from cordee.records.keys import AGENT, RELATED_AGENT, agent_key
from cordee.records.models import Document, Mention, Statement
from cordee.records.people import agents_of


def keys_of(person: Person, *kinds: bytes) -> list[int]:
    """By what statements about somebody are found. One query."""
    agents = agents_of(person)
    return [key for kind in kinds for agent in agents if (key := agent_key(kind, agent)) is not None]


def positions_about(person: Person, *kinds: bytes) -> list[int]:
    """The places of statements that mention somebody so. Two queries."""
    found = Mention.objects.filter(key__in=keys_of(person, *kinds), depth=0)
    return sorted(set(found.values_list("position", flat=True)))


def statements_about(person: Person) -> Iterator[dict[str, Any]]:
    """The statements of somebody, for themselves: voided ones too. Three queries, and one for each thousand."""
    places = positions_about(person, AGENT, RELATED_AGENT)
    for begin in range(0, len(places), 1_000):
        rows = Statement.objects.filter(position__in=places[begin : begin + 1_000]).order_by("position")
        for raw, voided in rows.values_list("raw", "voided"):
            yield {"statement": orjson.loads(raw), "voided": voided}


def documents_about(person: Person) -> Iterator[dict[str, Any]]:
    """The states and profiles that other software keeps of somebody. Two queries."""
    rows = Document.objects.filter(agent__in=keys_of(person, AGENT)).order_by("updated_at")
    for row in rows:
        content = bytes(row.content).decode("utf-8", "replace")
        yield {
            "name": row.name,
            "media_type": row.media_type,
            "content": content,
            "updated_at": row.updated_at,
        }
