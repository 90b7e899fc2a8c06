"""The expressions of QTI 2 and 3, as far as items use them to say what an answer is worth."""

import math
import random
import re
from collections.abc import Callable

from cordee.studio.importers.qti.responses import (
    Declaration,
    Scalar,
    Value,
    members,
    number,
    typed_as,
)
from cordee.studio.markup import Element, text_of

DEEPEST = 60


class Unknown(Exception):  # noqa: N818 (an answer, not a fault)
    """An expression that is not known here, or that comes to nothing."""


class Expressions:
    """Values of expressions, over variables and the declarations of responses."""

    def __init__(self, responses: dict[str, Declaration], chance: random.Random) -> None:
        self.responses, self.chance = responses, chance
        self.variables: dict[str, Value] = {}
        self.depth = 0

    def value(self, element: Element) -> Value:
        """What an expression comes to. Raises Unknown."""
        special: Callable[[Element], Value] | None = getattr(self, f"_{element.tag}", None)
        self.depth += 1
        try:
            if self.depth > DEEPEST:
                raise Unknown("depth")
            if special is not None:
                return special(element)
            known = _KNOWN.get(element.tag)
            if known is None:
                raise Unknown(element.tag)
            return known([self.value(child) for child in element], element)
        finally:
            self.depth -= 1

    def truth(self, element: Element) -> bool:
        """A condition; what comes to nothing is false."""
        return self.value(element) is True

    def number_of(self, said: str | None, otherwise: float = 0.0) -> float:
        """A number in an attribute, or in a variable that it names."""
        found = number(said)
        return found if found is not None else (number(self.variables.get(said or "")) or otherwise)

    def _variable(self, element: Element) -> Value:
        name = element.get("identifier") or ""
        return self.variables.get(name)

    def _correct(self, element: Element) -> Value:
        declared = self.responses.get(element.get("identifier") or "")
        return declared.value(declared.correct) if declared else None

    def _mapResponse(self, element: Element) -> Value:  # noqa: N802 (QTI's name)
        name = element.get("identifier") or ""
        declared, value = self.responses.get(name), self.variables.get(name)
        return declared.mapped(value) if declared else 0.0

    def _mapResponsePoint(self, element: Element) -> Value:  # noqa: N802 (QTI's name)
        name = element.get("identifier") or ""
        declared = self.responses.get(name)
        # Points are tried by the place of their area among those declared (see credits).
        worths = [one[2] for one in declared.areas] if declared else []
        return sum(
            worths[int(at)] for one in members(self.variables.get(name)) if (at := number(one)) is not None
        )

    def _baseValue(self, element: Element) -> Value:  # noqa: N802 (QTI's name)
        return typed_as(text_of(element), element.get("baseType") or "string")

    def _null(self, element: Element) -> Value:
        return None

    def _and(self, element: Element) -> Value:
        return all(self.truth(child) for child in element)

    def _or(self, element: Element) -> Value:
        return any(self.truth(child) for child in element)

    def _anyN(self, element: Element) -> Value:  # noqa: N802 (QTI's name)
        true = sum(self.truth(child) for child in element)
        return self.number_of(element.get("min")) <= true <= self.number_of(element.get("max"), math.inf)

    def _random(self, element: Element) -> Value:
        choices = [one for child in element for one in members(self.value(child))]
        return self.chance.choice(choices) if choices else None

    def _randomInteger(self, element: Element) -> Value:  # noqa: N802 (QTI's name)
        low, high = int(self.number_of(element.get("min"))), int(self.number_of(element.get("max")))
        step = max(1, int(self.number_of(element.get("step"), 1)))
        return float(self.chance.randrange(low, max(low, high) + 1, step))

    def _randomFloat(self, element: Element) -> Value:  # noqa: N802 (QTI's name)
        return round(
            self.chance.uniform(self.number_of(element.get("min")), self.number_of(element.get("max"))), 4
        )

    def _index(self, element: Element) -> Value:
        held = members(self.value(element[0]))
        at = int(self.number_of(element.get("n"), 1))
        return held[at - 1] if 1 <= at <= len(held) else None

    def _repeat(self, element: Element) -> Value:
        times = min(200, int(self.number_of(element.get("numberRepeats"))))
        return tuple(one for _at in range(times) for child in element for one in members(self.value(child)))


def _same(one: Value, other: Value) -> bool:
    if one is None or other is None:
        return False
    if isinstance(one, list) or isinstance(other, list):
        return sorted(map(_key, members(one))) == sorted(map(_key, members(other)))
    return list(map(_key, members(one))) == list(map(_key, members(other)))


def _key(value: Scalar) -> str:
    if isinstance(value, bool):
        return str(value)
    found = number(value) if isinstance(value, float) else None
    return f"{found:.12g}" if found is not None else str(value).strip()


def _numbers(values: list[Value]) -> list[float]:
    found = [number(one) for value in values for one in members(value)]
    if None in found or not found:
        raise Unknown("number")
    return [one for one in found if one is not None]


def _compared(test: Callable[[float, float], bool]) -> Callable[[list[Value], Element], Value]:
    def compared(values: list[Value], element: Element) -> Value:
        if any(value is None for value in values):
            return None
        one, other = _numbers(values)[:2]
        return test(one, other)

    return compared


def _equal(values: list[Value], element: Element) -> Value:
    if any(value is None for value in values):
        return None
    one, other = _numbers(values)[:2]
    mode = element.get("toleranceMode") or "exact"
    if mode == "exact":
        return math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-12)
    below, above = tolerances(element)
    if mode == "relative":
        below, above = abs(one) * below / 100, abs(one) * above / 100
    return one - below - 1e-9 <= other <= one + above + 1e-9


def tolerances(element: Element) -> tuple[float, float]:
    """How far below and above an ``equal`` lets a number be."""
    said = [number(one) or 0.0 for one in (element.get("tolerance") or "0").split()] or [0.0]
    return said[0], said[-1]


def _rounded(values: list[Value], element: Element) -> Value:
    if any(value is None for value in values):
        return None
    one, other = _numbers(values)[:2]
    figures = int(number(element.get("figures")) or 0)
    if element.get("roundingMode") == "decimalPlaces":
        return round(one, figures) == round(other, figures)
    return f"{one:.{max(1, figures)}g}" == f"{other:.{max(1, figures)}g}"


def _string_match(values: list[Value], element: Element) -> Value:
    if any(value is None for value in values):
        return None
    one, other = (str(value).strip() for value in values[:2])
    if element.get("caseSensitive") == "false":
        one, other = one.casefold(), other.casefold()
    return one in other if element.get("substring") == "true" or element.tag == "substring" else one == other


def _divide(values: list[Value], element: Element) -> Value:
    one, other = _numbers(values)[:2]
    if not other:
        return None
    if element.tag == "integerDivide":
        return float(one // other)
    return float(one % other) if element.tag == "integerModulus" else one / other


def _stats(values: list[Value], element: Element) -> Value:
    found = _numbers(values)
    mean = sum(found) / len(found)
    spread = sum((one - mean) ** 2 for one in found)
    match element.get("name"):
        case "mean":
            return mean
        case "popVariance":
            return spread / len(found)
        case "popSD":
            return math.sqrt(spread / len(found))
        case "sampleVariance" if len(found) > 1:
            return spread / (len(found) - 1)
        case "sampleSD" if len(found) > 1:
            return math.sqrt(spread / (len(found) - 1))
    raise Unknown(element.tag)


def _power(values: list[Value], element: Element) -> Value:
    one, other = _numbers(values)[:2]
    if abs(other) > 100:
        raise Unknown("power")
    try:
        return float(one**other)
    except (OverflowError, ZeroDivisionError, TypeError):
        return None


def _pattern(values: list[Value], element: Element) -> Value:
    if not values or values[0] is None:
        return None
    pattern = element.get("pattern") or ""
    if len(pattern) > 200 or re.search(r"[+*}]\)?[+*{]", pattern):  # what could take for ever
        raise Unknown("pattern")
    try:
        return re.fullmatch(pattern, str(values[0])[:500]) is not None
    except re.error:
        raise Unknown("pattern") from None


def _rounding(values: list[Value], element: Element) -> Value:
    one = _numbers(values)[0]
    return float(math.trunc(one) if element.tag == "truncate" else math.floor(one + 0.5))


_Known = Callable[[list[Value], Element], Value]
_KNOWN: dict[str, _Known] = {
    "match": lambda values, element: None if None in values[:2] else _same(values[0], values[1]),
    "not": lambda values, element: None if values[0] is None else values[0] is not True,
    "isNull": lambda values, element: not members(values[0]) or values[0] == "",
    "member": lambda values, element: (
        None if None in values[:2] else _key(members(values[0])[0]) in map(_key, members(values[1]))
    ),
    "contains": lambda values, element: (
        None
        if None in values[:2]
        else set(map(_key, members(values[1]))) <= set(map(_key, members(values[0])))
    ),
    "equal": _equal,
    "equalRounded": _rounded,
    "stringMatch": _string_match,
    "substring": _string_match,
    "patternMatch": _pattern,
    "lt": _compared(lambda one, other: one < other),
    "lte": _compared(lambda one, other: one <= other),
    "gt": _compared(lambda one, other: one > other),
    "gte": _compared(lambda one, other: one >= other),
    "durationLT": _compared(lambda one, other: one < other),
    "durationGTE": _compared(lambda one, other: one >= other),
    "sum": lambda values, element: sum(_numbers(values)),
    "product": lambda values, element: math.prod(_numbers(values)),
    "subtract": lambda values, element: _numbers(values)[0] - _numbers(values)[1],
    "divide": _divide,
    "integerDivide": _divide,
    "integerModulus": _divide,
    "power": _power,
    "min": lambda values, element: min(_numbers(values)),
    "max": lambda values, element: max(_numbers(values)),
    "round": _rounding,
    "truncate": _rounding,
    "integerToFloat": lambda values, element: _numbers(values)[0],
    "statsOperator": _stats,
    "multiple": lambda values, element: [one for value in values for one in members(value)],
    "ordered": lambda values, element: tuple(one for value in values for one in members(value)),
    "delete": lambda values, element: [one for one in members(values[1]) if one not in members(values[0])],
    "containerSize": lambda values, element: float(len(members(values[0]))),
}
