"""Questions, drawn and graded."""

from typing import Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from cordee.paths.contents import Content, Line, Words
from cordee.paths.kinds.contract import Kind


class Draw(Content):
    """``count`` questions drawn by chance from a bank (named by its key)."""

    bank: Line
    count: int = Field(ge=1, le=500)


class QuizContent(Content):
    """Which questions (by their keys), how often, how long, and from which score it is passed.

    ``answers``: when the right answers are shown: after each attempt, after the last one, or never.
    """

    about: Words = ""
    questions: list[Line] = []
    draws: list[Draw] = []
    shuffle: bool = False
    attempts: int | None = Field(None, ge=1, le=100)
    minutes: int | None = Field(None, ge=1, le=1440)
    pass_at: float = Field(0.0, ge=0, le=1)
    answers: Literal["each", "last", "never"] = "each"


class Quiz(Kind):
    """Done by an attempt that passes; the best one counts."""

    name, label, icon, mode = "quiz", _("Quiz"), "quiz", "formal"
    Content = QuizContent
