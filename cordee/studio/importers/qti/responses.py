"""What an item declares of its answers: which are right, what each is worth."""

from dataclasses import dataclass, field

from cordee.studio.markup import Element, text_of

# A value: None, a scalar, a list (multiple) or a tuple (ordered).
Scalar = str | float | bool
Value = Scalar | list[Scalar] | tuple[Scalar, ...] | None

NUMBERS = {"float", "integer"}


@dataclass
class Declaration:
    """A response of an item."""

    identifier: str
    cardinality: str = "single"
    base: str = "identifier"
    correct: list[str] = field(default_factory=list)
    mapping: dict[str, float] = field(default_factory=dict)
    otherwise: float = 0.0
    lower: float | None = None
    upper: float | None = None
    areas: list[tuple[str, str, float]] = field(default_factory=list)  # shape, coords, value
    exact_case: bool = False

    def value(self, answers: list[str]) -> Value:
        """These answers as a value of this response."""
        typed = [typed_as(one, self.base) for one in answers]
        if self.cardinality == "multiple":
            return typed or None
        if self.cardinality == "ordered":
            return tuple(typed) or None
        return typed[0] if typed else None

    def mapped(self, value: Value) -> float:
        """What the mapping gives for a value."""
        total = 0.0
        folded = {key.casefold(): worth for key, worth in self.mapping.items()}
        for one in members(value):
            key = str(one)
            if self.base in NUMBERS:
                near = (worth for text, worth in self.mapping.items() if number(text) == number(one))
                total += next(near, self.otherwise)
            else:
                total += self.mapping.get(
                    key, self.otherwise if self.exact_case else folded.get(key.casefold(), self.otherwise)
                )
        total = total if self.lower is None else max(total, self.lower)
        return total if self.upper is None else min(total, self.upper)


def declarations(item: Element) -> dict[str, Declaration]:
    """The responses of an item by name."""
    found = {}
    for element in item.iter("responseDeclaration"):
        one = _declaration(element)
        found[one.identifier] = one
    return found


def _declaration(element: Element) -> Declaration:
    base = element.get("baseType") or "identifier"
    one = Declaration(element.get("identifier") or "", element.get("cardinality") or "single", base)
    one.correct = [normal(text_of(value), base) for value in element.iterfind("correctResponse/value")]
    mapping = element.find("mapping")
    if mapping is not None:
        one.otherwise = number(mapping.get("defaultValue")) or 0.0
        one.lower, one.upper = number(mapping.get("lowerBound")), number(mapping.get("upperBound"))
        for entry in mapping.iterchildren("mapEntry"):
            one.mapping[normal(entry.get("mapKey") or "", base)] = number(entry.get("mappedValue")) or 0.0
            one.exact_case = one.exact_case or entry.get("caseSensitive") == "true"
    areas = element.find("areaMapping")
    if areas is not None:
        one.otherwise = number(areas.get("defaultValue")) or 0.0
        one.areas = [
            (entry.get("shape") or "rect", entry.get("coords") or "", number(entry.get("mappedValue")) or 0.0)
            for entry in areas.iterchildren("areaMapEntry")
        ]
    return one


def normal(text: str, base: str) -> str:
    """A pair has no order, so it is named in one."""
    return " ".join(sorted(text.split())) if base == "pair" else text


def typed_as(text: str, base: str) -> Scalar:
    """A written value."""
    if base in NUMBERS:
        found = number(text)
        return text if found is None else found
    if base == "boolean":
        return text.strip().lower() in ("true", "1")
    return normal(text, base)


def number(value: object) -> float | None:
    """A number, where it is one."""
    try:
        found = float(str(value).strip().replace(",", "."))
    except ValueError:
        return None
    return found if abs(found) < 1e300 else None


def members(value: Value) -> list[Scalar]:
    """What a value holds."""
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]
