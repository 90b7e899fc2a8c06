"""Whether two statements are the same one (1.0.3 Data, 2.3.1): what the store sets or may word otherwise is left out."""

from typing import Any

from cordee.records.validation.attachments import SIGNATURE
from cordee.records.validation.values import moment

_SET_BY_STORE = {"id", "stored", "authority", "version", "timestamp", "attachments"}


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether they say the same. A timestamp counts where both have one; the files beside them do not count."""
    if "timestamp" in one and "timestamp" in other and _at(one) != _at(other):
        return False
    return _bare(one) == _bare(other)


def unsigned(statement: dict[str, Any]) -> dict[str, Any]:
    """A statement before it was signed."""
    rest = [one for one in statement.get("attachments", ()) if one["usageType"] != SIGNATURE]
    bare = {key: value for key, value in statement.items() if key != "attachments"}
    return {**bare, "attachments": rest} if rest else bare


def _at(statement: dict[str, Any]) -> Any:
    return moment(statement["timestamp"], "timestamp", second=False)


def _bare(value: Any, top: bool = True) -> Any:
    """Without what does not count. The order of a group says nothing; one activity is a list of one."""
    if isinstance(value, list):
        return [_bare(one, False) for one in value]
    if not isinstance(value, dict):
        return value
    bare = {key: _bare(held, False) for key, held in value.items() if not (top and key in _SET_BY_STORE)}
    if "verb" in bare and isinstance(bare["verb"], dict):
        bare["verb"] = bare["verb"].get("id")
    if bare.get("objectType", "Activity") == "Activity" and "id" in bare:
        bare.pop("definition", None)
        bare.pop("objectType", None)
    if bare.get("objectType") == "Agent":
        del bare["objectType"]
    if isinstance(bare.get("member"), list):
        bare["member"] = sorted(bare["member"], key=repr)
    if isinstance(places := bare.get("contextActivities"), dict):
        bare["contextActivities"] = {
            key: held if isinstance(held, list) else [held] for key, held in places.items()
        }
    return bare
