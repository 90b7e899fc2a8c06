"""contentv2.xml and contentv3.xml: Python objects written as XML, read as plain values; no class is ever looked up."""

from dataclasses import dataclass, field
from typing import Any

from cordee.studio.markup import Element

DEEPEST = 200


@dataclass
class Thing:
    """An object: the name of its class, and its fields."""

    kind: str
    fields: dict[str, Any] = field(default_factory=dict)
    element: Element = None

    def get(self, *names: str) -> Any:
        """The first of these fields that it has."""
        return next((self.fields[name] for name in names if self.fields.get(name) is not None), None)

    def things(self, *names: str) -> list["Thing"]:
        """The objects in a field that holds a list."""
        held = self.get(*names)
        return [one for one in held if isinstance(one, Thing)] if isinstance(held, list) else []

    def text(self, *names: str) -> str:
        """A text in a field: written there, or in the field of the object that stands there."""
        held = self.get(*names)
        if isinstance(held, Thing):
            return held.text(
                "content_w_resourcePaths", "_content", "content", "_encodedContent", "field", "_title"
            )
        return held if isinstance(held, str) else ""


class Reader:
    """One file."""

    def __init__(self, root: Element) -> None:
        self._named: dict[str, Thing] = {}
        self.root = self._value(root, 0)

    def _value(self, element: Element, depth: int) -> Any:
        if depth > DEEPEST:
            return None
        match element.tag:
            case "instance":
                return self._thing(element, depth)
            case "reference":
                return self._named.get(element.get("key") or "")
            case "dictionary":
                return self._pairs(element, depth)
            case "list" | "tuple" | "set":
                return [self._value(child, depth + 1) for child in element]
            case "unicode" | "string":
                return (
                    element.get("value") if element.get("value") is not None else "".join(element.itertext())
                )
            case "int" | "long" | "float":
                return _number(element.get("value"))
            case "bool":
                return (element.get("value") or "").lower() in ("1", "true")
        return None

    def _thing(self, element: Element, depth: int) -> Thing:
        made = Thing((element.get("class") or "").rpartition(".")[2], element=element)
        if name := element.get("reference"):
            self._named[name] = made
        held = element.find("dictionary")
        if held is not None:
            made.fields = self._pairs(held, depth)
        return made

    def _pairs(self, element: Element, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        key: str | None = None
        for child in element:
            if child.get("role") == "key":
                key = str(child.get("value") if child.get("value") is not None else (child.text or ""))
            elif key is not None:
                found[key] = self._value(child, depth + 1)
                key = None
        return found


def _number(said: str | None) -> float | None:
    try:
        return float(said or "")
    except ValueError:
        return None
