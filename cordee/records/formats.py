"""How statements are given out: ``exact`` is their text as stored; here are ``ids`` and ``canonical``."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cordee.records.languages import Wanted
from cordee.records.validation.agents import IDENTIFIERS

Described = Mapping[tuple[str, str], Mapping[str, Any]]  # by kind ("activity", "verb") and IRI
_MAPS = ("name", "description")
_LISTS = ("choices", "scale", "source", "target", "steps")


def ids(statement: dict[str, Any]) -> dict[str, Any]:
    """Only what names agents, activities, verbs and groups."""
    return _changed(statement, _only_agent, _only_id, _only_id)


def canonical(statement: dict[str, Any], described: Described, wanted: Wanted) -> dict[str, Any]:
    """Activities and verbs as all statements describe them, each text in one language; agents as they came."""

    def activity(value: dict[str, Any]) -> dict[str, Any]:
        held = described.get(("activity", value["id"])) or value.get("definition")
        return {**value, "definition": in_one_language(held, wanted)} if held else value

    def verb(value: dict[str, Any]) -> dict[str, Any]:
        display = described.get(("verb", value["id"])) or value.get("display")
        return {**value, "display": wanted.of(display)} if display else value

    return _changed(statement, lambda agent: agent, activity, verb)


def terms(statement: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every activity and verb in a statement, with its kind."""
    found: list[tuple[str, dict[str, Any]]] = []

    def note(kind: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
        def noted(value: dict[str, Any]) -> dict[str, Any]:
            found.append((kind, value))
            return value

        return noted

    _changed(statement, lambda agent: agent, note("activity"), note("verb"))
    yield from found


def in_one_language(definition: Mapping[str, Any], wanted: Wanted) -> dict[str, Any]:
    """A definition with one entry in each of its language maps."""
    told = dict(definition)
    for key in _MAPS:
        if key in told:
            told[key] = wanted.of(told[key])
    for key in _LISTS:
        if key in told:
            told[key] = [
                {**one, "description": wanted.of(one["description"])} if "description" in one else one
                for one in told[key]
            ]
    return told


Part = Callable[[dict[str, Any]], dict[str, Any]]


def _changed(statement: dict[str, Any], agent: Part, activity: Part, verb: Part) -> dict[str, Any]:
    """A statement with each of its agents, activities and verbs put through a function."""
    told = {**statement, "actor": agent(statement["actor"]), "verb": verb(statement["verb"])}
    thing = statement["object"]
    match thing.get("objectType", "Activity"):
        case "Activity":
            told["object"] = activity(thing)
        case "Agent" | "Group":
            told["object"] = agent(thing)
        case "SubStatement":
            told["object"] = _changed(thing, agent, activity, verb)
    if "authority" in told:
        told["authority"] = agent(told["authority"])
    if "context" in told:
        told["context"] = _context(told["context"], agent, activity)
    return told


def _context(context: dict[str, Any], agent: Part, activity: Part) -> dict[str, Any]:
    told = dict(context)
    for key in ("instructor", "team"):
        if key in told:
            told[key] = agent(told[key])
    for key, held in (("contextAgents", "agent"), ("contextGroups", "group")):
        if key in told:
            told[key] = [{**one, held: agent(one[held])} for one in told[key]]
    if "contextActivities" in told:
        told["contextActivities"] = {
            place: [activity(one) for one in (held if isinstance(held, list) else [held])]
            for place, held in told["contextActivities"].items()
        }
    return told


def _only_agent(agent: dict[str, Any]) -> dict[str, Any]:
    told = {key: value for key, value in agent.items() if key in IDENTIFIERS or key == "objectType"}
    if "member" in agent and not agent.keys() & IDENTIFIERS:
        told["member"] = [_only_agent(one) for one in agent["member"]]
    return told


def _only_id(value: dict[str, Any]) -> dict[str, Any]:
    return {key: held for key, held in value.items() if key in ("id", "objectType")}
