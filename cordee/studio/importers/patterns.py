"""Regular expressions of answers, as the texts with ``*`` that our short answers know."""

import re
from re import _parser as _parsing  # type: ignore[attr-defined]
from typing import Any

MOST = 60  # texts of one pattern


class _Beyond(Exception):  # noqa: N818 (an answer, not a fault)
    pass


def texts_of(pattern: str) -> list[str] | None:
    """All texts that a pattern accepts, ``*`` standing for anything; None where they are too many or cannot be said."""
    if len(pattern) > 500:
        return None
    try:
        found = _row(_parsing.parse(pattern), 0)
    except (re.error, _Beyond, RecursionError, OverflowError):
        return None
    texts = [re.sub(r"\*{2,}", "*", " ".join(text.split())) for text in dict.fromkeys(found)]
    # What accepts everything says nothing of what is right.
    return [text for text in texts if text] if all(text.strip("* ") for text in texts if text) else None


def _row(parts: Any, depth: int) -> list[str]:
    if depth > 12:
        raise _Beyond
    found = [""]
    for name, value in parts:
        more = _one(str(name), value, depth)
        if len(found) * len(more) > MOST:
            raise _Beyond
        found = [before + after for before in found for after in more]
    return found


def _one(name: str, value: Any, depth: int) -> list[str]:
    match name:
        case "LITERAL":
            return ["\\*" if chr(value) == "*" else chr(value)]
        case "AT":
            return [""]
        case "ANY":
            return ["*"]
        case "BRANCH":
            return [text for branch in value[1] for text in _row(branch, depth + 1)]
        case "SUBPATTERN":
            return _row(value[-1], depth + 1)
        case "IN":
            return _set(value)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return _repeated(value, depth)
    raise _Beyond


def _set(members: Any) -> list[str]:
    names = {str(name) for name, _value in members}
    if names == {"LITERAL"} and len(members) <= 8:
        # Two cases of a letter are one to us.
        return list(dict.fromkeys(chr(value).lower() for _name, value in members))
    if names == {"CATEGORY"} and {str(value) for _name, value in members} == {"CATEGORY_SPACE"}:
        return [" "]
    return ["*"]


def _repeated(value: Any, depth: int) -> list[str]:
    least, most, inside = value
    texts = _row(inside, depth + 1)
    if texts == [" "]:
        return [" "] if least else ["", " "]
    if least == 0 and most == 1:
        return ["", *texts]
    if least == most and least <= 3:
        return _row([part for _at in range(least) for part in inside], depth + 1)
    return ["*"]
