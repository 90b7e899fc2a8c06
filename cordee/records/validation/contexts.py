"""Around what it happened: registration, people, activities, language."""

from typing import Any

from cordee.records.validation.activities import activity
from cordee.records.validation.agents import actor, agent, group
from cordee.records.validation.values import (
    extensions,
    iri,
    is_list,
    is_object,
    language,
    refuse,
    text,
    uuid,
)

PLACES = {"parent", "grouping", "category", "other"}
_FIRST = {
    "registration", "instructor", "team", "contextActivities", "revision", "platform", "language", "statement",
    "extensions",
}  # fmt: skip
_SECOND = _FIRST | {"contextAgents", "contextGroups"}


def context(value: Any, where: str, *, of_activity: bool, second: bool) -> None:
    """The context of a statement; ``of_activity``: its object is an activity. ``second``: of xAPI 2.0."""
    is_object(value, where, _SECOND if second else _FIRST)
    for key, found in value.items():
        here = f"{where}.{key}"
        match key:
            case "contextActivities":
                _activities(found, here)
            case "registration":
                uuid(found, here)
            case "instructor":
                actor(found, here)
            case "team":
                group(found, here)
            case "language":
                language(found, here)
            case "statement":
                reference(found, here)
            case "extensions":
                extensions(found, here)
            case "contextAgents":
                _related(found, here, "contextAgent")
            case "contextGroups":
                _related(found, here, "contextGroup")
            case _revision_or_platform:
                text(found, here)
                if not of_activity:
                    refuse(here, "goes only with an activity as the object")


def reference(value: Any, where: str) -> None:
    """A pointer to a statement."""
    is_object(value, where, {"objectType", "id"}, ("objectType", "id"))
    if value["objectType"] != "StatementRef":
        refuse(where, "must be a StatementRef")
    uuid(value["id"], f"{where}.id")


def _activities(value: Any, where: str) -> None:
    is_object(value, where, PLACES)
    for key, found in value.items():
        for one in found if type(found) is list else [found]:
            activity(one, f"{where}.{key}")


def _related(value: Any, where: str, kind: str) -> None:
    """IEEE 9274.1.1, 4.2.2.5: agents or groups, each with its ``objectType``; no empty list of types."""
    held = "agent" if kind == "contextAgent" else "group"
    for place, one in enumerate(is_list(value, where)):
        here = f"{where}[{place}]"
        is_object(one, here, {"objectType", held, "relevantTypes"}, ("objectType", held))
        if one["objectType"] != kind:
            refuse(here, f"must be a {kind}")
        (agent if held == "agent" else group)(one[held], f"{here}.{held}")
        if "relevantTypes" in one:
            types = is_list(one["relevantTypes"], f"{here}.relevantTypes")
            if not types:
                refuse(f"{here}.relevantTypes", "must not be empty")
            for each in types:
                iri(each, f"{here}.relevantTypes")
