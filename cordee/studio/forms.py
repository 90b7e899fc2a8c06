"""Forms made of contents: the fields of an activity's or a question's content, as a page shows them and as it sends them.

A new kind needs no form of its own: its content says what there is, ``words.py`` what it is called. Lists have a few
empty rows at their end, and a row that is emptied goes: that works without scripts.
"""

import re
import types
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import HttpUrl

from cordee.paths.contents import STORED, WORDS, Content
from cordee.paths.questions.cloze import ChoiceGap, NumericGap, TextGap
from cordee.studio.gaps import gap_of, gap_written
from cordee.studio.words import LABELS, OPTIONS

MORE_ROWS = 2
MOST_ROWS = 100


@dataclass
class Field:
    """A field of a form. ``kind`` chooses how it is shown; ``rows`` are the fields of each row of a list."""

    name: str
    label: str
    kind: str
    value: Any = ""
    required: bool = False
    options: list[tuple[str, str]] = field(default_factory=list)
    rows: list[list["Field"]] = field(default_factory=list)


def fields_of(
    content: type[Content], values: Mapping[str, Any], *, prefix: str = "", without: tuple[str, ...] = ()
) -> list[Field]:
    """The fields of a content with these values; ``without`` are left to somebody else."""
    found = []
    for name, info in content.model_fields.items():
        if name in without or name == "source":
            continue
        kind, inner = _kind(info.annotation, info.metadata)
        value = values.get(name, None if info.is_required() else info.get_default(call_default_factory=True))
        one = Field(f"{prefix}{name}", str(LABELS.get(name, name)), kind, required=info.is_required())
        match kind:
            case "rows" | "words-rows" | "gaps":
                one.rows = _rows(kind, inner, list(value or []), one.name)
            case "lines":
                one.value = "\n".join(map(str, value or []))
            case "points":
                one.value = " ".join(f"{x},{y}" for x, y in value or [])
            case "choice" | "choices":
                one.options = [(option, str(OPTIONS.get(option, option))) for option in inner]
                one.value = [str(each) for each in value or []] if kind == "choices" else str(value)
            case "flag":
                one.value = bool(value)
            case "share":
                one.value = "" if value is None else _percent(value)
            case _:
                one.value = "" if value is None else value
        found.append(one)
    return found


def sent_of(
    content: type[Content],
    posted: Mapping[str, list[str]],
    *,
    prefix: str = "",
    without: tuple[str, ...] = (),
) -> dict[str, Any]:
    """The values that a page sent, to be checked by the content itself; files are named by what was stored before."""
    values: dict[str, Any] = {}
    for name, info in content.model_fields.items():
        if name in without or name == "source":
            continue
        kind, inner = _kind(info.annotation, info.metadata)
        given = posted.get(f"{prefix}{name}", [])
        first = given[0] if given else ""
        match kind:
            case "rows" | "words-rows" | "gaps":
                values[name] = _sent_rows(kind, inner, posted, f"{prefix}{name}")
            case "lines":
                values[name] = [line.strip() for line in first.splitlines() if line.strip()]
            case "points":
                values[name] = [tuple(pair.split(",")) for pair in first.split() if pair.count(",") == 1]
            case "choices" | "files":
                values[name] = [one for one in given if one]
            case "flag":
                values[name] = bool(first)
            case "number" | "share":
                text = re.sub(r"[\s\u202f\u00a0%]", "", first).replace(",", ".")
                if text:
                    values[name] = _hundredth(text) if kind == "share" else text
            case _:
                if first.strip() or not info.is_required():
                    values[name] = first
                if kind == "address" and not first.strip():
                    values.pop(name, None)
    return values


def _rows(kind: str, inner: Any, held: list[Any], name: str) -> list[list[Field]]:
    rows = []
    for at, one in enumerate([*held, *[None] * MORE_ROWS]):
        here = f"{name}.{at}"
        if kind == "words-rows":
            rows.append([Field(here, str(at + 1), "area", one or "")])
        elif kind == "gaps":
            told, kinds = (
                gap_written(one),
                [(each, str(OPTIONS[each])) for each in ("text", "numeric", "choice")],
            )
            rows.append(
                [
                    Field(f"{here}.type", str(LABELS["type"]), "choice", told["type"], options=kinds),
                    Field(f"{here}.answers", str(LABELS["answers"]), "lines", told["answers"]),
                ]
            )
        else:
            values = one.kept() if isinstance(one, Content) else (one or {})
            rows.append(fields_of(inner, values, prefix=f"{here}."))
    return rows


def _sent_rows(kind: str, inner: Any, posted: Mapping[str, list[str]], name: str) -> list[Any]:
    rows: list[Any] = []
    for at in range(MOST_ROWS):
        here = f"{name}.{at}"
        if not any(key == here or key.startswith(f"{here}.") for key in posted):
            break
        if kind == "words-rows":
            text = posted.get(here, [""])[0]
            if text.strip():
                rows.append(text)
        elif kind == "gaps":
            kind_of, answers = (posted.get(f"{here}.{part}", [""])[0] for part in ("type", "answers"))
            if answers.strip():
                rows.append(gap_of(kind_of, answers))
        else:
            row = sent_of(inner, posted, prefix=f"{here}.")
            if any(_says(inner, key, one) for key, one in row.items()):
                rows.append(row)
    return rows


def _says(inner: type[Content], name: str, value: Any) -> bool:
    """Whether this field means that its row is meant: ticks and numbers stand in empty ones too."""
    info = inner.model_fields[name]
    if value in ("", []) or isinstance(value, bool):
        return False
    return info.is_required() or _kind(info.annotation, info.metadata)[0] not in ("number", "share", "choice")


def _percent(value: Any) -> str:
    """A share as percents; what somebody wrote that is none stays as it is."""
    try:
        return f"{float(value) * 100:g}"
    except ValueError:
        return str(value)


def _hundredth(text: str) -> float | str:
    try:
        return float(text) / 100
    except ValueError:
        return text


def _kind(annotation: Any, metadata: list[Any]) -> tuple[str, Any]:
    """How a field is shown, and what is inside a list or a choice."""
    if WORDS in metadata:
        return "words", None
    if STORED in metadata:
        return "file", None
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        rest = [one for one in inside if one is not type(None)]
        return _kind(rest[0], metadata) if len(rest) == 1 else ("gaps", None)
    if origin is Literal:
        return "choice", list(inside)
    if origin is list:
        return _kind_of_list(inside[0])
    if annotation is bool:
        return "flag", None
    if annotation is float:
        bounds = {type(one).__name__: getattr(one, "le", getattr(one, "ge", None)) for one in metadata}
        return ("share" if bounds.get("Le") == 1 else "number"), None
    if annotation is int:
        return "number", None
    return ("address" if annotation is HttpUrl else "line"), None


def _kind_of_list(inner: Any) -> tuple[str, Any]:
    if hasattr(inner, "__metadata__"):
        marks, bare = inner.__metadata__, inner.__origin__
        if WORDS in marks:
            return "words-rows", None
        if STORED in marks:
            return "files", None
        inner = bare
    if get_origin(inner) in (Union, types.UnionType):
        return "gaps", (TextGap, NumericGap, ChoiceGap)
    if get_origin(inner) is Literal:
        return "choices", list(get_args(inner))
    if get_origin(inner) is tuple:
        return "points", None
    if isinstance(inner, type) and issubclass(inner, Content):
        return "rows", inner
    return "lines", None
