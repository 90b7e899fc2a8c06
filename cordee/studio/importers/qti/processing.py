"""What an answer to an item comes to: its response processing is carried out, as a player would."""

import random
from collections.abc import Iterator

from cordee.studio.importers.qti.expressions import Expressions, Unknown
from cordee.studio.importers.qti.responses import Declaration, Value, number, typed_as
from cordee.studio.markup import Element, text_of

_BRANCHES = {
    "responseCondition": ("responseIf", "responseElseIf", "responseElse"),
    "outcomeCondition": ("outcomeIf", "outcomeElseIf", "outcomeElse"),
    "templateCondition": ("templateIf", "templateElseIf", "templateElse"),
}
_SETTING = {"setOutcomeValue", "setTemplateValue", "setCorrectResponse", "setDefaultValue"}


class _Exit(Exception):  # noqa: N818 (the item says that it is done)
    pass


class Processing:
    """The rules of one item."""

    def __init__(self, item: Element, responses: dict[str, Declaration], seed: str) -> None:
        self.item, self.responses = item, responses
        self.rules = item.find("responseProcessing")
        self.template = "" if self.rules is None else (self.rules.get("template") or "").rpartition("/")[2]
        self.unknown: set[str] = set()
        self.chance = random.Random(seed)  # noqa: S311 (numbers of an exercise, the same at each import)
        self.templates: dict[str, Value] = {}
        self.outcomes = dict(_defaults(item, "outcomeDeclaration"))
        self.score_name = self._score_name()

    def draw(self) -> None:
        """Give the template variables their values, once."""
        self.templates = dict(_defaults(self.item, "templateDeclaration"))
        rules = self.item.find("templateProcessing")
        if rules is not None:
            self._carry_out(rules, self.templates)

    def outcome(self, answers: dict[str, Value]) -> dict[str, Value]:
        """All outcomes of these answers."""
        held = {**self.templates, **self.outcomes, **answers}
        if self.rules is not None and len(self.rules):
            self._carry_out(self.rules, held)
        else:
            held[self.score_name] = self._by_template(answers)
        return held

    def score(self, answers: dict[str, Value]) -> float:
        """What these answers are worth."""
        return number(self.outcome(answers).get(self.score_name)) or 0.0

    def _score_name(self) -> str:
        names = [one.get("identifier") or "" for one in self.item.iterchildren("outcomeDeclaration")]
        numbers = [
            one.get("identifier") or ""
            for one in self.item.iterchildren("outcomeDeclaration")
            if one.get("baseType") in ("float", "integer")
            and "max" not in (one.get("identifier") or "").lower()
        ]
        return "SCORE" if "SCORE" in names or not numbers else numbers[0]

    def _by_template(self, answers: dict[str, Value]) -> float:
        """The three rules that QTI has names for; without any, what the declarations say."""
        scope = Expressions(self.responses, self.chance)
        scope.variables = answers
        total = 0.0
        for name, declared in self.responses.items():
            answer = answers.get(name)
            if declared.areas and "match_correct" not in self.template:
                worths = [one[2] for one in declared.areas]
                total += sum(
                    worths[int(number(at) or 0)] for at in (answer if isinstance(answer, list) else [])
                )
            elif declared.mapping and "match_correct" not in self.template:
                total += declared.mapped(answer) if answer is not None else 0.0
            elif declared.correct and answer is not None:
                total += float(_matches(declared, answer))
        return total

    def _carry_out(self, rules: Element, held: dict[str, Value]) -> None:
        scope = Expressions(self.responses, self.chance)
        scope.variables = held
        try:
            self._each(rules, scope, 0)
        except _Exit:
            pass
        except RecursionError:
            self.unknown.add("depth")

    def _each(self, rules: Element, scope: Expressions, depth: int) -> None:
        if depth > 40:
            raise _Exit
        for rule in rules:
            try:
                self._one(rule, scope, depth)
            except Unknown as unknown:
                self.unknown.add(str(unknown))
            except (IndexError, ValueError, OverflowError, TypeError):
                self.unknown.add(str(rule.tag))

    def _one(self, rule: Element, scope: Expressions, depth: int) -> None:
        if rule.tag in _BRANCHES:
            self._branch(rule, scope, depth)
        elif rule.tag in _SETTING and len(rule):
            value = scope.value(rule[0])
            name = rule.get("identifier") or ""
            if rule.tag == "setCorrectResponse" and name in self.responses:
                held = value if isinstance(value, list | tuple) else [value] if value is not None else []
                self.responses[name].correct = [said(one) for one in held]
            else:
                scope.variables[name] = value
        elif rule.tag in ("exitResponse", "exitTemplate"):
            raise _Exit
        elif rule.tag in ("responseProcessingFragment", "responseIf", "templateConstraint"):
            self._each(rule, scope, depth + 1)
        elif rule.tag == "lookupOutcomeValue":
            self.unknown.add(rule.tag)

    def _branch(self, rule: Element, scope: Expressions, depth: int) -> None:
        first, otherwise, last = _BRANCHES[rule.tag]
        for branch in rule:
            if branch.tag in (first, otherwise) and len(branch):
                try:
                    holds = scope.truth(branch[0])
                except Unknown as unknown:
                    self.unknown.add(str(unknown))
                    holds = False
                if holds:
                    self._each(branch[1:], scope, depth + 1)
                    return
            elif branch.tag == last:
                self._each(branch, scope, depth + 1)
                return


def said(value: object) -> str:
    """A value as an author writes it."""
    found = number(value) if isinstance(value, float) else None
    return (
        f"{found:.10g}"
        if found is not None
        else str(value).lower()
        if isinstance(value, bool)
        else str(value)
    )


def _matches(declared: Declaration, answer: Value) -> bool:
    right = declared.value(declared.correct)
    if isinstance(right, list) and isinstance(answer, list):
        return sorted(map(str, right)) == sorted(map(str, answer))
    return right == answer


def _defaults(item: Element, tag: str) -> Iterator[tuple[str, Value]]:
    for one in item.iterchildren(tag):
        base = one.get("baseType") or "identifier"
        values = [typed_as(text_of(value), base) for value in one.iterfind("defaultValue/value")]
        match one.get("cardinality"):
            case "multiple":
                value: Value = values or None
            case "ordered":
                value = tuple(values) or None
            case _:
                value = values[0] if values else (0.0 if base in ("float", "integer") else None)
        yield one.get("identifier") or "", value
