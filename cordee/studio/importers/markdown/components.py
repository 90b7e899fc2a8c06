"""Components in MDX: ``<Question choices={[...]} />``, ``<Tip>...</Tip>``: found, with what they are given."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import json5

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Z][\w.]*)(?=[\s/>])")
_NAME = re.compile(r"\s*([A-Za-z_][\w:.-]*)\s*(=?)\s*")
LONGEST = 200_000  # characters between "<Name" and its end
LARGEST_VALUE = 100_000
_DEEPEST = 30  # components in one another


@dataclass
class Component:
    """One of them: its name, what it is given, and what stands between its tags."""

    name: str
    given: dict[str, Any] = field(default_factory=dict)
    inside: str = ""


@dataclass
class _Open:
    """A component whose end is still to come."""

    component: Component
    pieces: list[str] = field(default_factory=list)


def replaced(text: str, becomes: Callable[[Component], str], back: Callable[[str], str] = str) -> str:
    """The text with each component as what it ``becomes``, from the inside out. One that never ends is text.

    ``back`` puts into what a component is given what was held aside before.
    """
    open_ones = [_Open(Component(""))]
    at = 0
    while found := _TAG.search(text, at):
        open_ones[-1].pieces.append(text[at : found.start()])
        at = found.end()
        if found["end"]:
            at = text.find(">", at) + 1 or len(text)
            if any(one.component.name == found["name"] for one in open_ones[1:]):
                while open_ones[-1].component.name != found["name"]:
                    _without_end(open_ones, becomes)
                _with_end(open_ones, becomes)
            continue
        attributes = _attributes(text, at, back)
        if attributes is None:
            at = found.start()
            break
        given, at, closed = attributes
        one = Component(found["name"], given)
        if closed or len(open_ones) > _DEEPEST:
            open_ones[-1].pieces.append(becomes(one))
        else:
            open_ones.append(_Open(one))
    open_ones[-1].pieces.append(text[at:])
    while len(open_ones) > 1:
        _without_end(open_ones, becomes)
    return "".join(open_ones[0].pieces)


def _with_end(open_ones: list[_Open], becomes: Callable[[Component], str]) -> None:
    one = open_ones.pop()
    one.component.inside = "".join(one.pieces)
    open_ones[-1].pieces.append(becomes(one.component))


def _without_end(open_ones: list[_Open], becomes: Callable[[Component], str]) -> None:
    """Some are written without their end; then what follows is not inside."""
    one = open_ones.pop()
    open_ones[-1].pieces += [becomes(one.component), *one.pieces]


def _attributes(text: str, at: int, back: Callable[[str], str]) -> tuple[dict[str, Any], int, bool] | None:
    """What stands in a tag, where it ends, and whether it closes itself; None where it never ends."""
    given: dict[str, Any] = {}
    limit = min(len(text), at + LONGEST)
    while at < limit:
        while at < limit and text[at].isspace():
            at += 1
        if text.startswith("/>", at):
            return given, at + 2, True
        if text.startswith(">", at):
            return given, at + 1, False
        name = _NAME.match(text, at, limit)
        if name is None:
            # {...spread} and what cannot be read are passed over.
            end = _braced(text, at, limit) if text.startswith("{", at) else at + 1
            if end is None:
                return None
            at = end
            continue
        at = name.end()
        if not name[2]:
            given[name[1]] = True
        elif text[at : at + 1] in ("'", '"'):
            end = text.find(text[at], at + 1, limit)
            if end < 0:
                return None
            given[name[1]], at = back(text[at + 1 : end]), end + 1
        elif text.startswith("{", at):
            closing = _braced(text, at, limit)
            if closing is None:
                return None
            given[name[1]], at = value(back(text[at + 1 : closing - 1])), closing
        else:
            word = re.compile(r"[^\s/>]+").match(text, at, limit)
            given[name[1]] = word[0] if word else ""
            at = word.end() if word else at + 1
    return None


def _braced(text: str, at: int, limit: int) -> int | None:
    """The place after the brace that closes the one at ``at``; braces in strings do not count."""
    depth, quote = 0, ""
    while at < limit:
        char = text[at]
        if quote:
            if char == "\\":
                at += 1
            elif char == quote:
                quote = ""
        elif char in "\"'`":
            quote = char
        elif char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
            if depth == 0:
                return at + 1
        at += 1
    return None


def value(written: str) -> Any:
    """What a component is given, as JavaScript writes it; the source itself where it is a program."""
    written = written.strip()
    if len(written) > LARGEST_VALUE:
        return written
    try:
        return json5.loads(_with_plain_strings(written))
    except (ValueError, RecursionError):
        return written


def _with_plain_strings(written: str) -> str:
    """Strings between backticks, and markup given as a value, as JSON writes strings."""
    written = re.sub(r"`((?:[^`\\]|\\.)*)`", lambda found: _string(found[1]), written)
    return re.sub(
        r"(?<=[:\[,(])\s*<>(.*?)</>", lambda found: _string(found[1].strip()), written, flags=re.DOTALL
    )


def _string(text: str) -> str:
    return json.dumps(text.replace("\\`", "`"), ensure_ascii=False)
