"""Questions, drawn and graded."""

from typing import Any, Literal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from cordee.core.errors import Invalid
from cordee.paths.contents import Content, Line, Words
from cordee.paths.kinds.contract import Kind, Outcome, Sent, Step
from cordee.paths.models import Attempt


class Draw(Content):
    """``count`` questions drawn by chance from a bank (named by its key)."""

    bank: Line
    count: int = Field(ge=1, le=500)


class QuizContent(Content):
    """Which questions (by their keys), how often, how long, and from which score it is passed.

    ``known_from``: of a positioning, the score that shows its objectives as known already (``queries.positioning``).
    ``answers``: when the right answers are shown: after each attempt, after the last one, or never.
    """

    about: Words = ""
    questions: list[Line] = []
    draws: list[Draw] = []
    shuffle: bool = False
    attempts: int | None = Field(None, ge=1, le=100)
    minutes: int | None = Field(None, ge=1, le=1440)
    pass_at: float = Field(0.0, ge=0, le=1)
    known_from: float | None = Field(None, gt=0, le=1)
    answers: Literal["each", "last", "never"] = "each"


class Quiz(Kind):
    """Done by an attempt that passes; the best one counts. Its attempts have pages and acts of their own."""

    name, label, icon, mode = "quiz", _("Quiz"), "quiz", "formal"
    Content = QuizContent

    def render(self, step: Step) -> dict[str, Any]:
        """The attempts so far, and whether another one can begin."""
        content = QuizContent.given(step.activity.content)
        mine = Attempt.objects.filter(enrolment=step.enrolment, activity_key=step.activity.key).order_by(
            "number"
        )
        attempts = list(mine) if step.enrolment else []
        going_on = attempts[-1] if attempts and attempts[-1].ended_at is None else None
        left = None if content.attempts is None else content.attempts - len(attempts)
        count = len(content.questions) + sum(draw.count for draw in content.draws)
        return {
            "attempts": attempts,
            "going_on": going_on,
            "attempts_left": left,
            "quiz": content,
            "count": count,
        }

    def complete(self, step: Step, sent: Sent) -> Outcome:
        """A quiz is not said to be done: it is answered."""
        raise Invalid(gettext("Answer the quiz: it is done when you hand it in."))
