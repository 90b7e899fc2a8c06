"""What each answer to an item is worth and says: found by answering, whatever way its rules are written."""

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from cordee.studio.importers.qti.bodies import Body
from cordee.studio.importers.qti.expressions import tolerances
from cordee.studio.importers.qti.processing import Processing
from cordee.studio.importers.qti.responses import NUMBERS, Declaration, Value, number, typed_as
from cordee.studio.markup import Element, text_of

MOST_TRIED = 400
_BOUNDS = {"lt", "lte", "gt", "gte"}
_COMPARED = {"match", "equal", "equalRounded", "stringMatch", "substring", "patternMatch", "member", *_BOUNDS}


@dataclass(frozen=True)
class Tried:
    """An answer: what it gains over none, and which feedback it shows."""

    answer: Any
    gain: float
    shown: frozenset[int]


class Trial:
    """Answers to one item, tried."""

    def __init__(
        self, item: Element, responses: dict[str, Declaration], processing: Processing, body: Body
    ) -> None:
        self.item, self.responses, self.processing, self.body = item, responses, processing, body
        # What is shown whatever one answers.
        self.always = body.visible(processing.outcome(dict.fromkeys(responses)))

    def tried(self, name: str, answers: list[Any]) -> list[Tried]:
        """Each answer (a value, or a list of them) with the other responses empty, else with these right."""
        declared = self.responses.get(name)
        if declared is None:
            return []
        for others in ({}, self._right_but(name)):
            empty = self.processing.score({**others, name: None})
            found = [self._one(name, declared, answer, others, empty) for answer in answers[:MOST_TRIED]]
            if any(one.gain > 0 for one in found) or len(self.responses) < 2:
                break
        # What is shown whatever one answers here says nothing of this answer.
        nothing = self.body.visible(self.processing.outcome({**others, name: None}))
        common = nothing.intersection(*(one.shown for one in found))
        return [replace(one, shown=one.shown - common) for one in found]

    def remark(self, one: Tried) -> str:
        """The feedback that an answer shows and others do not."""
        return self.body.remark(one.shown)

    def hints(self) -> list[str]:
        """What is shown when the learner asks for a hint."""
        found = []
        for element in self.item.iter("endAttemptInteraction"):
            name = element.get("responseIdentifier") or ""
            shown = self.body.visible(self.processing.outcome({name: True})) - self.body.visible(
                self.processing.outcome({name: False})
            )
            found.append(self.body.remark(shown))
        return [hint for hint in found if hint]

    def literals(self, name: str) -> list[str]:
        """Values that the rules compare the response with."""
        found = []
        for element in self._comparisons(name):
            found += [text_of(one) for one in element.iter("baseValue")]
        return list(dict.fromkeys(found))

    def patterns(self, name: str) -> list[str]:
        """Regular expressions that the rules compare the response with."""
        return [one.get("pattern") or "" for one in self._comparisons(name) if one.tag == "patternMatch"]

    def tolerance(self, name: str, value: float) -> float:
        """How far from ``value`` the rules let a number be."""
        for one in self._comparisons(name):
            if one.tag == "equal" and one.get("toleranceMode") in ("absolute", "relative"):
                widest = max(tolerances(one))
                return abs(value) * widest / 100 if one.get("toleranceMode") == "relative" else widest
            if one.tag == "equalRounded" and one.get("roundingMode") == "decimalPlaces":
                return 0.5 * 10.0 ** -(number(one.get("figures")) or 0)
        return 0.0

    def ranges(self, name: str) -> list[tuple[float, float]]:
        """Parts of the numbers between the bounds that the rules name, each as its middle and half its width."""
        bounds = sorted(
            {found for one in self._comparisons(name) if one.tag in _BOUNDS for found in _literals(one)}
        )
        return [((low + high) / 2, (high - low) / 2) for low, high in pairwise(bounds)]

    def _one(
        self, name: str, declared: Declaration, answer: Any, others: dict[str, Value], empty: float
    ) -> Tried:
        value: Value = declared.value(answer) if isinstance(answer, list) else _typed(declared, answer)
        outcomes = self.processing.outcome({**others, name: value})
        self.always &= self.body.visible(outcomes)
        score = number(outcomes.get(self.processing.score_name)) or 0.0
        return Tried(answer, score - empty, self.body.visible(outcomes))

    def _right_but(self, name: str) -> dict[str, Value]:
        return {other: one.value(one.correct) for other, one in self.responses.items() if other != name}

    def _comparisons(self, name: str) -> list[Element]:
        rules = self.item.find("responseProcessing")
        if rules is None:
            return []
        found = []
        for one in rules.iter(*_COMPARED):
            if any(each.get("identifier") == name for each in one.iter("variable", "mapResponse")):
                found.append(one)
        return found


def _literals(element: Element) -> list[float]:
    return [found for one in element.iter("baseValue") if (found := number(text_of(one))) is not None]


def _typed(declared: Declaration, answer: Any) -> Value:
    """One answer as the response holds it."""
    one = typed_as(str(answer), declared.base if declared.base != "point" else "float")
    if declared.base in NUMBERS and isinstance(answer, float):
        one = answer
    if declared.cardinality == "ordered":
        return (one,)
    return [one] if declared.cardinality == "multiple" else one
