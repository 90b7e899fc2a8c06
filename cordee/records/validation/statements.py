"""A whole statement, and the statement in a statement."""

from typing import Any

from cordee.records.validation.activities import activity
from cordee.records.validation.agents import actor, authority
from cordee.records.validation.attachments import attachments
from cordee.records.validation.contexts import context, reference
from cordee.records.validation.results import result
from cordee.records.validation.values import iri, is_object, language_map, moment, refuse, text, uuid
from cordee.records.versions import fits

VOIDED = "http://adlnet.gov/expapi/verbs/voided"
_NEEDED = ("actor", "verb", "object")
_SUB = {*_NEEDED, "objectType", "result", "context", "timestamp", "attachments"}
_WHOLE = (_SUB - {"objectType"}) | {"id", "stored", "authority", "version"}
_VERB = {"id", "display"}


def statement(value: Any, where: str, *, second: bool) -> None:
    """A statement as it was sent; ``second``: by the rules of xAPI 2.0. Raises Bad at the first fault."""
    is_object(value, where, _WHOLE, _NEEDED)
    if "id" in value:
        uuid(value["id"], f"{where}.id")
    if "stored" in value:
        moment(value["stored"], f"{where}.stored", second)
    if "authority" in value:
        authority(value["authority"], f"{where}.authority")
    if "version" in value:
        text(value["version"], f"{where}.version")
        if not fits(value["version"], second):
            refuse(f"{where}.version", "is not spoken here")
    _body(value, where, second, _object)


def _sub_statement(value: Any, where: str, second: bool) -> None:
    is_object(value, where, _SUB, _NEEDED)
    _body(value, where, second, _object_of_sub)


def _body(value: dict[str, Any], where: str, second: bool, check_object: Any) -> None:
    actor(value["actor"], f"{where}.actor")
    verb = is_object(value["verb"], f"{where}.verb", _VERB, ("id",))
    iri(verb["id"], f"{where}.verb.id")
    if "display" in verb:
        language_map(verb["display"], f"{where}.verb.display")
    kind = check_object(value["object"], f"{where}.object", second)
    if verb["id"] == VOIDED and kind != "StatementRef":
        refuse(f"{where}.object", "what is voided is a StatementRef")
    if "result" in value:
        result(value["result"], f"{where}.result")
    if "context" in value:
        context(value["context"], f"{where}.context", of_activity=kind == "Activity", second=second)
    if "timestamp" in value:
        moment(value["timestamp"], f"{where}.timestamp", second)
    if "attachments" in value:
        attachments(value["attachments"], f"{where}.attachments")


def _object(value: Any, where: str, second: bool) -> str:
    if type(value) is dict and value.get("objectType") == "SubStatement":
        _sub_statement(value, where, second)
        return "SubStatement"
    return _object_of_sub(value, where, second)


def _object_of_sub(value: Any, where: str, second: bool) -> str:
    """Everything but a statement in a statement, which holds no other."""
    kind = value.get("objectType", "Activity") if type(value) is dict else None
    match kind:
        case "Activity":
            activity(value, where)
        case "Agent" | "Group":
            actor(value, where)
        case "StatementRef":
            reference(value, where)
        case _other:
            refuse(
                where, "must be an Activity, Agent, Group, StatementRef or (not within another) SubStatement"
            )
    return str(kind)
