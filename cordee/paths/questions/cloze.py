"""A text with gaps."""

from collections.abc import Mapping
from random import Random
from typing import Annotated, Any, Literal, Self

from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from pydantic import Discriminator, Field, Tag, model_validator

from cordee.paths.contents import Content, Line
from cordee.paths.questions.contract import Grade, Question, parts, position
from cordee.paths.questions.numeric import Around, NumericQuestion
from cordee.paths.questions.text import Accepted, TextQuestion


class TextGap(Content):
    """A gap to write in."""

    type: Literal["text"] = "text"
    accepted: list[Accepted] = Field(min_length=1)
    exact_case: bool = False
    weight: float = Field(1.0, ge=0)


class NumericGap(Content):
    """A gap for a number."""

    type: Literal["numeric"]
    accepted: list[Around] = Field(min_length=1)
    weight: float = Field(1.0, ge=0)


class Option(Content):
    """What can be chosen in a gap."""

    text: Line
    credit: float = Field(0.0, ge=0, le=1)
    feedback: Line = ""


class ChoiceGap(Content):
    """A gap with a list."""

    type: Literal["choice"]
    options: list[Option] = Field(min_length=1)
    weight: float = Field(1.0, ge=0)


def _type_of(gap: Any) -> str:
    """A gap that says nothing of its type is one to write in."""
    return (gap.get("type") if isinstance(gap, dict) else getattr(gap, "type", None)) or "text"


Gap = Annotated[
    Annotated[TextGap, Tag("text")]
    | Annotated[NumericGap, Tag("numeric")]
    | Annotated[ChoiceGap, Tag("choice")],
    Discriminator(_type_of),
]


class ClozeQuestion(Question):
    """The prompt holds ``[[1]]``, ``[[2]]`` … where the gaps are. Answer: one text a gap (for a list: a position)."""

    name = "cloze"
    label = _("Text with gaps")

    gaps: list[Gap] = Field(min_length=1, max_length=100)

    @model_validator(mode="after")
    def _each_gap_has_its_place(self) -> Self:
        if any(f"[[{number}]]" not in self.prompt for number in range(1, len(self.gaps) + 1)):
            raise ValueError("each gap needs its place in the text, written [[1]], [[2]] …")
        return self

    def asked(self, shown: dict[str, Any], chance: Random) -> dict[str, Any]:
        """The gaps: what to choose from, never what is right."""
        gaps = []
        for gap in self.gaps:
            options = [one.text for one in gap.options] if isinstance(gap, ChoiceGap) else []
            gaps.append({"type": gap.type, "options": options})
        return {"gaps": gaps}

    def said(self, name: str, lists: Mapping[str, list[str]]) -> list[str]:
        """What stands in each gap."""
        return parts(name, len(self.gaps), lists)

    def graded(self, shown: dict[str, Any], answer: Any, chance: Random) -> Grade:
        """The gaps by their weights."""
        given = answer if isinstance(answer, list) else []
        grades = [self._gap(at, given[at] if at < len(given) else "") for at in range(len(self.gaps))]
        whole = sum(gap.weight for gap in self.gaps) or 1
        credit = (
            sum(gap.weight * (grade.credit or 0) for gap, grade in zip(self.gaps, grades, strict=True))
            / whole
        )
        remarks = tuple(remark for grade in grades for remark in grade.remarks)
        return Grade(round(credit, 6), remarks, " · ".join(grade.solution for grade in grades))

    def _gap(self, at: int, said: Any) -> Grade:
        gap = self.gaps[at]
        if isinstance(gap, ChoiceGap):
            chosen = position(said)
            right = max(gap.options, key=lambda one: one.credit)
            if not 0 <= chosen < len(gap.options):
                return Grade(0.0, (), escape(right.text))
            one = gap.options[chosen]
            return Grade(one.credit, (escape(one.feedback),) if one.feedback else (), escape(right.text))
        alone: Question
        if isinstance(gap, NumericGap):
            alone = NumericQuestion(prompt="", accepted=gap.accepted)
        else:
            alone = TextQuestion(prompt="", accepted=gap.accepted, exact_case=gap.exact_case)
        return alone.graded(alone.shown(), str(said), Random(0))
