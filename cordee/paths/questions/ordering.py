"""Things to put in order."""

from collections.abc import Mapping
from itertools import pairwise
from random import Random
from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from cordee.paths.contents import Words
from cordee.paths.questions.contract import Grade, Question, meant, mixed, parts, position


class OrderingQuestion(Question):
    """``items`` stand in their right order. Answer: their places as shown, in the order chosen."""

    name = "ordering"
    label = _("Ordering")

    items: list[Words] = Field(min_length=2, max_length=30)

    def asked(self, shown: dict[str, Any], chance: Random) -> dict[str, Any]:
        """The items, mixed."""
        order = mixed(len(self.items), chance)
        return {"items": [{"value": name, "text": shown["items"][at]} for name, at in enumerate(order)]}

    def said(self, name: str, lists: Mapping[str, list[str]]) -> list[str]:
        """The items by the rank that was given to each; of two with one rank, as shown."""
        ranks = parts(name, len(self.items), lists)
        return [str(at) for at in sorted(range(len(ranks)), key=lambda at: (position(ranks[at]), at))]

    def graded(self, shown: dict[str, Any], answer: Any, chance: Random) -> Grade:
        """The share of neighbours that follow each other as they should: one item out of place costs little."""
        order = meant(answer, mixed(len(self.items), chance))
        solution = "".join(shown["items"])
        if sorted(order) != list(range(len(self.items))):
            return Grade(0.0, (), solution)
        following = sum(1 for before, after in pairwise(order) if after == before + 1)
        return Grade(round(following / (len(self.items) - 1), 6), (), solution)
