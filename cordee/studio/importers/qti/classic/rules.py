"""The rules of an item of QTI 1.2, carried out as a player would."""

from dataclasses import dataclass, field

from cordee.studio.importers.qti.responses import number
from cordee.studio.markup import Element, text_of

Answers = dict[str, list[str]]
_COMPARED = {
    "varequal",
    "varlt",
    "varlte",
    "vargt",
    "vargte",
    "varsubset",
    "varsubstring",
    "varinside",
    "durequal",
}


@dataclass
class Outcome:
    """What answers come to."""

    score: float = 0.0
    feedback: set[str] = field(default_factory=set)


class Rules:
    """The response processing of one item."""

    def __init__(self, item: Element) -> None:
        self.conditions = [
            one for block in item.iterchildren("resprocessing") for one in block.iter("respcondition")
        ]
        variables = list(item.iter("decvar"))
        names = [one.get("varname") or "SCORE" for one in variables]
        self.name = "SCORE" if "SCORE" in names or not names else names[0]
        first = next((one for one in variables if (one.get("varname") or "SCORE") == self.name), None)
        self.most = number(first.get("maxvalue")) if first is not None else None
        self._whole = self.most if self.most and self.most > 0 else 1.0
        self.start = (number(first.get("defaultval")) if first is not None else None) or 0.0

    def outcome(self, answers: Answers) -> Outcome:
        """The score of these answers, and the feedback that they show."""
        found = Outcome(self.start)
        for condition in self.conditions:
            when = condition.find("conditionvar")
            if when is not None and not all(self._holds(one, answers) for one in when):
                continue
            for one in condition.iterchildren("setvar"):
                if (one.get("varname") or "SCORE") == self.name:
                    found.score = _set(found.score, one.get("action") or "Set", self._worth(one))
            found.feedback |= {
                one.get("linkrefid") or "" for one in condition.iterchildren("displayfeedback")
            }
            if (condition.get("continue") or "No").lower() != "yes":
                break
        return found

    def named(self, response: str) -> list[str]:
        """Values that some rule asks for in a response, those that it forbids left out."""
        found = []
        for condition in self.conditions:
            for one in condition.iter("varequal", "varsubset", "varsubstring"):
                forbidden = any(above.tag == "not" for above in one.iterancestors())
                if one.get("respident") == response and not forbidden:
                    found.append(text_of(one))
        return list(dict.fromkeys(found))

    def right(self, response: str) -> list[str]:
        """Values that the rules with the best score ask for together."""
        best: list[str] = []
        most = 0.0
        for condition in self.conditions:
            worth = max((self._worth(one) for one in condition.iterchildren("setvar")), default=0.0)
            asked = [
                text_of(one)
                for one in condition.iter("varequal", "varsubset")
                if one.get("respident") == response
                and not any(above.tag == "not" for above in one.iterancestors())
            ]
            if asked and (worth > most or (worth == most and len(asked) > len(best))):
                best, most = asked, worth
        return best

    def parts(self, response: str) -> list[str]:
        """Texts that an answer must hold."""
        return [
            text_of(one)
            for condition in self.conditions
            for one in condition.iter("varsubstring")
            if one.get("respident") == response
        ]

    def exact_case(self, response: str) -> bool:
        """Whether some rule minds capitals."""
        return any(
            one.get("case", "").lower() == "yes"
            for condition in self.conditions
            for one in condition.iter("varequal", "varsubstring")
            if one.get("respident") == response
        )

    def ranges(self, response: str) -> list[tuple[float, float]]:
        """Ranges of numbers that are accepted, as their bounds."""
        found = []
        for condition in self.conditions:
            for block in (*condition.iter("and"), *condition.iterchildren("conditionvar")):
                low = _bound(block, response, "vargte", "vargt")
                high = _bound(block, response, "varlte", "varlt")
                if low is not None and high is not None and low <= high:
                    found.append((low, high))
        return list(dict.fromkeys(found))

    def _worth(self, one: Element) -> float:
        """A value that is set; ``SCORE.max`` is everything."""
        said = text_of(one)
        return self._whole if said.lower().endswith(".max") else number(said) or 0.0

    def _holds(self, one: Element, answers: Answers) -> bool:
        match one.tag:
            case "and":
                return all(self._holds(each, answers) for each in one)
            case "or":
                return any(self._holds(each, answers) for each in one)
            case "not":
                return not all(self._holds(each, answers) for each in one)
            case "other":
                return True
            case "unanswered":
                return not answers.get(one.get("respident") or "")
        if one.tag not in _COMPARED:
            return False
        given, wanted = answers.get(one.get("respident") or "", []), text_of(one)
        if one.get("index") and one.tag == "varequal":
            at = int(number(one.get("index")) or 1) - 1
            return 0 <= at < len(given) and given[at] == wanted
        return any(_fits(one.tag, each, wanted, (one.get("case") or "").lower() == "yes") for each in given)


def _fits(tag: str, given: str, wanted: str, case: bool) -> bool:
    one, other = (given.strip(), wanted) if case else (given.strip().casefold(), wanted.casefold())
    if tag == "varequal":
        numbers = number(given), number(wanted)
        return one == other or (None not in numbers and numbers[0] == numbers[1])
    if tag in ("varsubstring", "varsubset"):
        return other in one if tag == "varsubstring" else one in [part.strip() for part in other.split(",")]
    first, second = number(given), number(wanted)
    if first is None or second is None:
        return False
    return {
        "varlt": first < second,
        "varlte": first <= second,
        "vargt": first > second,
        "vargte": first >= second,
    }.get(tag, False)


def _bound(block: Element, response: str, *tags: str) -> float | None:
    found = [
        number(text_of(one))
        for one in block.iterchildren(*tags)
        if (one.get("respident") or response) == response
    ]
    return found[0] if found else None


def _set(score: float, action: str, value: float) -> float:
    match action.lower():
        case "add":
            return score + value
        case "subtract":
            return score - value
        case "multiply":
            return score * value
        case "divide":
            return score / value if value else score
    return value
