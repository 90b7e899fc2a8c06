"""By what a statement is found, as numbers: 64 bits of a hash each, so that an index entry is short.

Two different values meet with a chance of one in 10^19; a store of a billion values has one such pair at one in forty.
"""

from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

from cordee.records.validation.agents import identifier

AGENT, RELATED_AGENT, ACTIVITY, RELATED_ACTIVITY = b"a", b"A", b"o", b"O"
VERB, REGISTRATION, AUTHORITY, FAMILY = b"v", b"r", b"y", b"f"


def key(kind: bytes, value: str) -> int:
    """The number of a value; each kind has its own."""
    return int.from_bytes(blake2b(value.encode(), digest_size=8, person=kind).digest(), signed=True)


def agent_key(kind: bytes, agent: dict[str, Any]) -> int | None:
    """The number of an agent or an identified group; None for an anonymous group."""
    named = identifier(agent)
    return key(kind, "\n".join(named)) if named else None


def mentions(statement: dict[str, Any]) -> set[int]:
    """By what a valid statement is found (1.0.3 Communication, 2.1.3), its authority with it.

    What is found narrowly is found broadly too, and has a key for either: so a filter is always one key, whose entries
    are read in the order of places.
    """
    agents, activities = [statement["actor"]], []
    related_agents, related_activities = (
        list(_related_agents(statement)),
        list(_related_activities(statement)),
    )
    thing = statement["object"]
    match thing.get("objectType", "Activity"):
        case "Activity":
            activities.append(thing["id"])
        case "Agent" | "Group":
            agents.append(thing)
        case "SubStatement":
            related_agents += [thing["actor"], *_related_agents(thing)]
            related_activities += _related_activities(thing)
            inner = thing["object"]
            if inner.get("objectType") in ("Agent", "Group"):
                related_agents.append(inner)
            elif inner.get("objectType", "Activity") == "Activity":
                related_activities.append(inner["id"])
    found = {key(VERB, statement["verb"]["id"])}
    found.update(key(ACTIVITY, one) for one in activities)
    found.update(key(RELATED_ACTIVITY, one) for one in (*activities, *related_activities))
    for one in agents:
        found.update(_agents(AGENT, one))
    if authority := statement.get("authority"):
        related_agents.append(authority)
        found.update(_agents(AUTHORITY, authority))
    for one in (*agents, *related_agents):
        found.update(_agents(RELATED_AGENT, one))
    if registration := statement.get("context", {}).get("registration"):
        found.add(key(REGISTRATION, registration.lower()))
    return found


def _agents(kind: bytes, actor: dict[str, Any]) -> Iterator[int]:
    """An agent, or a group and its members."""
    own = agent_key(kind, actor)
    if own is not None:
        yield own
    for member in actor.get("member", ()):
        if (number := agent_key(kind, member)) is not None:
            yield number


def _related_agents(statement: dict[str, Any]) -> Iterator[dict[str, Any]]:
    context = statement.get("context", {})
    for place in ("instructor", "team"):
        if place in context:
            yield context[place]
    for one in context.get("contextAgents", ()):
        yield one["agent"]
    for one in context.get("contextGroups", ()):
        yield one["group"]


def _related_activities(statement: dict[str, Any]) -> Iterator[str]:
    for held in statement.get("context", {}).get("contextActivities", {}).values():
        for activity in held if type(held) is list else [held]:
            yield activity["id"]
