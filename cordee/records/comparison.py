"""Whether two statements are the same one: what the store sets or may word otherwise is left out.

1.0.3 Data, 2.3.1; IEEE 9274.1.1, 4.2. Of a duration nothing beyond a hundredth of a second counts in either (4.6.s1.b5;
4.2.7), and no case in the domain of an address. For 2.0 no case counts anywhere, and no timestamp.
"""

import json
import re
from typing import Any

from cordee.records.validation.agents import address
from cordee.records.validation.attachments import SIGNATURE
from cordee.records.validation.values import moment

_SET_BY_STORE = {"id", "stored", "authority", "version", "timestamp", "attachments"}
_BEYOND = re.compile(r"([.,]\d\d)\d+S$")


def same(one: dict[str, Any], other: dict[str, Any], *, second: bool) -> bool:
    """Whether they say the same by the rules of 1.0.3, or of 2.0 (``second``).

    By those of 1.0.3 a timestamp counts where both have one. The files beside them never count.
    """
    if second:
        return _without_case(_bare(one)) == _without_case(_bare(other))
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
        return _exact(value)
    bare = {
        key: _exact(held) if key == "extensions" else _bare(held, False)
        for key, held in value.items()
        if not (top and key in _SET_BY_STORE)
    }
    if bare.get("objectType") == "SubStatement" and "timestamp" in value:
        bare["timestamp"] = _at(value)
    if "verb" in bare and isinstance(bare["verb"], dict):
        bare["verb"] = bare["verb"].get("id")
    if bare.get("objectType", "Activity") == "Activity" and "id" in bare:
        bare.pop("definition", None)
        bare.pop("objectType", None)
    if bare.get("objectType") == "Agent":
        del bare["objectType"]
    if isinstance(bare.get("mbox"), str):
        bare["mbox"] = address(bare["mbox"])
    for name in (
        "mbox_sha1sum",
        "registration",
        *(["id"] if bare.get("objectType") == "StatementRef" else []),
    ):
        if isinstance(bare.get(name), str):
            bare[name] = bare[name].lower()
    if isinstance(bare.get("duration"), str):
        bare["duration"] = _BEYOND.sub(r"\1S", bare["duration"])
    if isinstance(bare.get("member"), list):
        bare["member"] = sorted(bare["member"], key=lambda one: json.dumps(one, sort_keys=True))
    if isinstance(places := bare.get("contextActivities"), dict):
        bare["contextActivities"] = {
            key: held if isinstance(held, list) else [held] for key, held in places.items()
        }
    return bare


def _exact(value: Any) -> Any:
    """What says what it says, as extensions do: only that ``True`` is no 1 here, as it is in Python."""
    if isinstance(value, list):
        return [_exact(one) for one in value]
    if isinstance(value, dict):
        return {key: _exact(held) for key, held in value.items()}
    return (value,) if isinstance(value, bool) else value


def _without_case(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_case(one) for one in value]
    if isinstance(value, dict):
        return {key.casefold(): _without_case(held) for key, held in value.items()}
    return value.casefold() if isinstance(value, str) else value
