"""Activities: what something was done with, and how they describe themselves."""

from typing import Any

from cordee.records.validation.values import (
    extensions,
    iri,
    is_list,
    is_object,
    language_map,
    refuse,
    text,
)

_KEYS = {"objectType", "id", "definition"}
_COMPONENTS = {"choices", "scale", "source", "target", "steps"}
_DEFINITION = _COMPONENTS | {
    "name", "description", "type", "moreInfo", "extensions", "interactionType", "correctResponsesPattern",
}  # fmt: skip
# Which lists an interaction of each type may have (1.0.3 Data, 2.4.4.1.s15).
_LISTS: dict[str, set[str]] = {
    "true-false": set(), "fill-in": set(), "long-fill-in": set(), "numeric": set(), "other": set(),
    "choice": {"choices"}, "sequencing": {"choices"}, "likert": {"scale"}, "matching": {"source", "target"},
    "performance": {"steps"},
}  # fmt: skip


def activity(value: Any, where: str) -> None:
    """An activity, with or without its definition."""
    is_object(value, where, _KEYS, ("id",))
    if value.get("objectType", "Activity") != "Activity":
        refuse(where, "must be an Activity")
    iri(value["id"], f"{where}.id")
    if "definition" in value:
        definition(value["definition"], f"{where}.definition")


def definition(value: Any, where: str) -> None:
    """What an activity says of itself."""
    is_object(value, where, _DEFINITION)
    for key in ("name", "description"):
        if key in value:
            language_map(value[key], f"{where}.{key}")
    for key in ("type", "moreInfo"):
        if key in value:
            iri(value[key], f"{where}.{key}")
    if "extensions" in value:
        extensions(value["extensions"], f"{where}.extensions")
    lists = value.keys() & _COMPONENTS
    if "interactionType" in value:
        _interaction(value, lists, where)
    elif lists or "correctResponsesPattern" in value:
        refuse(where, "an interaction must say its interactionType")


def _interaction(value: dict[str, Any], lists: set[str], where: str) -> None:
    kind = value["interactionType"]
    if type(kind) is not str or kind not in _LISTS:
        refuse(f"{where}.interactionType", f"must be one of {', '.join(sorted(_LISTS))}")
    if not lists <= _LISTS[kind]:
        refuse(where, f"an interaction of type {kind} has no {min(lists - _LISTS[kind])}")
    if "correctResponsesPattern" in value:
        pattern = is_list(value["correctResponsesPattern"], f"{where}.correctResponsesPattern")
        for one in pattern:
            text(one, f"{where}.correctResponsesPattern")
    for key in lists:
        _components(value[key], f"{where}.{key}")


def _components(value: Any, where: str) -> None:
    seen = set()
    for place, one in enumerate(is_list(value, where)):
        here = f"{where}[{place}]"
        is_object(one, here, {"id", "description"}, ("id",))
        text(one["id"], f"{here}.id")
        if not one["id"] or one["id"] in seen:
            refuse(f"{here}.id", "must be there once")
        seen.add(one["id"])
        if "description" in one:
            language_map(one["description"], f"{here}.description")
