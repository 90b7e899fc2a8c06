"""The kinds of questions. A new one is a file here, a line in ``KINDS``, and a template of its name."""

from typing import Any

from cordee.paths.questions.choice import ChoiceQuestion
from cordee.paths.questions.cloze import ClozeQuestion
from cordee.paths.questions.contract import Grade, Question
from cordee.paths.questions.hotspot import HotspotQuestion
from cordee.paths.questions.matching import MatchingQuestion
from cordee.paths.questions.numeric import NumericQuestion
from cordee.paths.questions.open import OpenQuestion
from cordee.paths.questions.ordering import OrderingQuestion
from cordee.paths.questions.text import TextQuestion
from cordee.paths.questions.truth import TruthQuestion

KINDS: dict[str, type[Question]] = {
    kind.name: kind
    for kind in (
        ChoiceQuestion,
        TruthQuestion,
        TextQuestion,
        NumericQuestion,
        OrderingQuestion,
        MatchingQuestion,
        ClozeQuestion,
        HotspotQuestion,
        OpenQuestion,
    )
}


def question(kind: str, content: dict[str, Any]) -> Question:
    """The question of this kind with this content. Raises KeyError, Invalid."""
    return KINDS[kind].given(content)


__all__ = ["KINDS", "Grade", "Question", "question"]
