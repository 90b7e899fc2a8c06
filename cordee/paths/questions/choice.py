"""One choice, or several."""

from collections.abc import Mapping
from random import Random
from typing import Any, Self

from django.utils.translation import gettext_lazy as _
from pydantic import Field, model_validator

from cordee.paths.contents import Content, Words
from cordee.paths.questions.contract import Grade, Question, meant, mixed


class Choice(Content):
    """``credit`` is a share of the points, negative for what costs."""

    text: Words
    credit: float = Field(0.0, ge=-1, le=1)
    feedback: Words = ""


class ChoiceQuestion(Question):
    """Choices, of which one (``several``: any number) is chosen. Answer: a list of places as shown."""

    name = "choice"
    label = _("Choice")

    choices: list[Choice] = Field(min_length=1, max_length=50)
    several: bool = False
    shuffle: bool = True

    @model_validator(mode="after")
    def _one_is_right(self) -> Self:
        if not any(one.credit > 0 for one in self.choices):
            raise ValueError("one choice at least must be right")
        return self

    def asked(self, shown: dict[str, Any], chance: Random) -> dict[str, Any]:
        """The choices in the attempt's order."""
        choices = [
            {"value": name, "text": shown["choices"][at]["text"]}
            for name, at in enumerate(self._order(chance))
        ]
        return {"several": self.several, "choices": choices}

    def said(self, name: str, lists: Mapping[str, list[str]]) -> list[str]:
        """Everything that is ticked."""
        return lists.get(name, [])

    def graded(self, shown: dict[str, Any], answer: Any, chance: Random) -> Grade:
        """The sum of what was chosen, between nothing and everything."""
        chosen = sorted(set(meant(answer, self._order(chance))))
        if not self.several:
            chosen = chosen[:1]
        credit = sum(self.choices[at].credit for at in chosen)
        remarks = tuple(text for at in chosen if (text := shown["choices"][at]["feedback"]))
        most = max(one.credit for one in self.choices)
        right = [
            shown["choices"][at]["text"]
            for at, one in enumerate(self.choices)
            if (one.credit > 0 if self.several else one.credit == most)
        ]
        return Grade(max(0.0, min(1.0, round(credit, 6))), remarks, "".join(right))

    def _order(self, chance: Random) -> list[int]:
        return mixed(len(self.choices), chance) if self.shuffle else list(range(len(self.choices)))
