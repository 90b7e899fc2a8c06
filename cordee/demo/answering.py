"""How the people of the demo answer a quiz: most of it right, the same whenever it is loaded. Graded like any answer."""

from typing import Any
from uuid import UUID

from cordee.demo.plan import chance
from cordee.paths.actions.attempts import chance_of
from cordee.paths.models import Attempt, BankQuestion
from cordee.paths.questions import Question, question
from cordee.paths.questions.choice import ChoiceQuestion
from cordee.paths.questions.cloze import ClozeQuestion
from cordee.paths.questions.matching import MatchingQuestion
from cordee.paths.questions.numeric import NumericQuestion
from cordee.paths.questions.ordering import OrderingQuestion
from cordee.paths.questions.text import TextQuestion
from cordee.paths.questions.truth import TruthQuestion


def answers(attempt: Attempt, by: str, *, sure: float) -> dict[UUID, Any]:
    """What ``by`` answers to each question of the attempt; ``sure`` is how often it is right, from 0 to 1."""
    rows = BankQuestion.objects.filter(bank__version=attempt.version_id, key__in=attempt.drawn)
    return {
        row.key: _answer(row, attempt, right=chance(by, str(row.key), str(attempt.number)) < sure)
        for row in rows
    }


def _answer(row: BankQuestion, attempt: Attempt, *, right: bool) -> Any:
    asked = question(row.kind, row.content)
    offered = asked.asked(row.shown, chance_of(attempt, row.key))
    match asked:
        case TruthQuestion():
            return "true" if asked.right is right else "false"
        case NumericQuestion():
            value = asked.accepted[0].value
            return f"{value if right else value + 12:g}"
        case TextQuestion():
            return asked.accepted[0].text if right else "je ne sais plus"
        case ClozeQuestion():
            return [_word(gap) if right or place else "deux" for place, gap in enumerate(asked.gaps)]
        case ChoiceQuestion():
            good = {
                row.shown["choices"][at]["text"] for at, one in enumerate(asked.choices) if one.credit > 0
            }
            named = [one["value"] for one in offered["choices"] if (one["text"] in good) is right]
            return named if asked.several and right else named[:1]
        case OrderingQuestion():
            order = _places(offered["items"], row.shown["items"])
            return order if right else [order[1], order[0], *order[2:]]
        case MatchingQuestion():
            found = _places(offered["rights"], [pair["right"] for pair in row.shown["pairs"]])
            return found if right else [found[1], found[0], *found[2:]]
    raise TypeError(f"Nobody knows how to answer {_name(asked)}")


def _places(offered: list[dict[str, Any]], texts: list[str]) -> list[int]:
    """Under which names these texts are offered."""
    named = {one["text"]: one["value"] for one in offered}
    return [named[text] for text in texts]


def _word(gap: Any) -> str:
    first = gap.accepted[0]
    return first.text if hasattr(first, "text") else f"{first.value:g}"


def _name(asked: Question) -> str:
    return type(asked).__name__
